import { Button, theme } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../../main/shared/money.ts';
import { useMay } from '../../ui/useMay.ts';
import type { TillCustomer } from './useTill.ts';

const WaiveDialog = lazy(() => import('../charges/WaiveDialog.tsx').then((m) => ({ default: m.WaiveDialog })));
type Bill = TillCustomer['bills'][number];

/** What paying a bill late costs as of today, under its amount; waived here by those who may. */
export function LateFeeLine({ bill, fee }: { bill: Bill; fee: NonNullable<Bill['lateFee']> }) {
  const { t } = useTranslation('cashier');
  const { token } = theme.useToken();
  const mayWaive = useMay('billing.adjust');
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="figures" style={{ fontSize: 12, color: token.colorTextSecondary }}>
      {mayWaive && fee.feeFen > 0 && (
        <Button
          type="link"
          size="small"
          style={{ height: 18, padding: '0 4px', fontSize: 12 }}
          aria-label={t('waiveOf', { billNo: bill.billNo })}
          onClick={() => setOpen(true)}
        >
          {t('waive')}
        </Button>
      )}
      <span style={fee.feeFen > 0 ? { color: token.colorError } : {}}>
        {t('lateFee', { amount: formatYuan(fee.feeFen), days: fee.days })}
      </span>
      {fee.waivedFen > 0 && <div>{t('lateFeeWaived', { amount: formatYuan(fee.waivedFen) })}</div>}
      {isOpen && (
        <Suspense>
          <WaiveDialog bill={bill} dueFen={fee.feeFen} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
