import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { RequestId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useToday } from '../../ui/useToday.ts';
import { BillShareButton } from './BillShareButton.tsx';

type Issued = NonNullable<Outputs['sharing']['month']['issued']>;

/** Who shared the month and when; the sheet for the board; and the way back. */
export function IssuedBar({ issued, mayWrite }: { issued: Issued; mayWrite: boolean }) {
  const { t } = useTranslation('sharing');
  const { zone } = useToday();
  const [isReversing, setReversing] = useState(false);
  const { month, userName, runId, bills } = issued;
  const at = localDateTime(issued.issuedAt, zone).slice(0, 16);
  return (
    <div style={{ display: 'flex', gap: 12, alignItems: 'center', marginBottom: 12, flexWrap: 'wrap' }}>
      <Alert
        type="success"
        showIcon
        title={t('issued', { month, at, name: userName, amount: formatYuan(issued.amountFen) })}
      />
      <PrintButton
        document={{ kind: 'sharing-proof', id: runId }}
        label={t('print')}
        type={bills.length > 0 ? 'primary' : 'default'}
      />
      {mayWrite && bills.length === 0 && <BillShareButton issued={issued} />}
      {bills.length > 0 && (
        <span>
          {t('billed', {
            bills: bills.length,
            amount: formatYuan(bills.reduce((sum, bill) => sum + bill.amountFen, 0)),
            paid: formatYuan(bills.reduce((sum, bill) => sum + bill.paidFen, 0)),
          })}
        </span>
      )}
      {mayWrite && (
        <Button danger onClick={() => setReversing(true)}>
          {t('reverse')}
        </Button>
      )}
      {isReversing && <ReverseDialog issued={issued} onClose={() => setReversing(false)} />}
    </div>
  );
}

function ReverseDialog({ issued, onClose }: { issued: Issued; onClose: () => void }) {
  const { t } = useTranslation('sharing');
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [reason, setReason] = useState('');
  const reverse = useMutation(
    trpc.sharing.reverse.mutationOptions({
      onSuccess: () => {
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  return (
    <Modal
      open
      title={t('reverseTitle', { month: issued.month })}
      okText={t('reverse')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, disabled: reason.trim().length < 2, loading: reverse.isPending }}
      onOk={() => reverse.mutate({ runId: issued.runId, reason: reason.trim(), requestId })}
      onCancel={onClose}
    >
      <p>{t('reverseWhat', { amount: formatYuan(issued.amountFen) })}</p>
      {issued.bills.length > 0 && <p>{t('reverseBills', { bills: issued.bills.length })}</p>}
      <Input
        autoFocus
        maxLength={200}
        aria-label={t('reason')}
        placeholder={t('reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {reverse.error && <ErrorNote error={reverse.error} />}
    </Modal>
  );
}
