import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outputs } from '../../app/api.ts';
import { useMay } from '../../ui/useMay.ts';

const CorrectionDialog = lazy(() => import('./CorrectionDialog.tsx').then((m) => ({ default: m.CorrectionDialog })));

/** Offered on a bill that stands, to those who may correct. */
export function CorrectButton({ bill }: { bill: Extract<Outputs['billing']['bill'], { kind: 'usage' }> }) {
  const { t } = useTranslation('billing');
  const [isOpen, setOpen] = useState(false);
  const mayCorrect = useMay('billing.correct');
  if (!mayCorrect || bill.reversedAt !== null) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('correction.open')}</Button>
      {isOpen && (
        <Suspense>
          <CorrectionDialog bill={bill} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
