import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KilogramInput } from '../../ui/KilogramInput.tsx';

/** Takes the place of a scale that gives no weight: typed gross and the reason, both kept on the record. */
export function ManualWeight(props: {
  isReady: boolean;
  isBusy: boolean;
  onRecord: (grossGrams: number, reason: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('cylinders');
  const [grossGrams, setGrossGrams] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const isComplete = props.isReady && grossGrams !== null && grossGrams > 0 && reason.trim().length >= 4;
  return (
    <Alert
      type="warning"
      title={t('manual.title')}
      description={
        <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', marginTop: 8 }}>
          <KilogramInput label={t('scale.gross')} value={grossGrams} onChange={setGrossGrams} />
          <Input
            aria-label={t('manual.reason')}
            placeholder={t('manual.reason')}
            style={{ flex: 1, minWidth: 180 }}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            type="primary"
            disabled={!isComplete}
            loading={props.isBusy}
            onClick={() => grossGrams !== null && props.onRecord(grossGrams, reason.trim())}
          >
            {t('manual.record')}
          </Button>
          <Button onClick={props.onClose}>{t('form.cancel')}</Button>
        </div>
      }
    />
  );
}
