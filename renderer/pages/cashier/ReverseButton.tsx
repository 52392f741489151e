import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

type TakingsReceipt = Outputs['reports']['takings']['receipts'][number];

/** Reverses a receipt after naming what happens and asking for its number and a reason. */
export function ReverseButton({ receipt }: { receipt: TakingsReceipt }) {
  const { t } = useTranslation('cashier');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button type="link" size="small" danger onClick={() => setOpen(true)}>
        {t('takings.reverse')}
      </Button>
      {isOpen && <ReverseDialog receipt={receipt} onClose={() => setOpen(false)} />}
    </>
  );
}

function ReverseDialog({ receipt, onClose }: { receipt: TakingsReceipt; onClose: () => void }) {
  const { t } = useTranslation('cashier');
  const { message } = App.useApp();
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [reason, setReason] = useState('');
  const [tail, setTail] = useState('');
  const reverse = useMutation(
    trpc.cashier.reversePayment.mutationOptions({
      onSuccess: () => {
        message.success(t('reverse.done', { receiptNo: receipt.receiptNo }));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  const isReady = reason.trim().length >= 2 && tail === receipt.receiptNo.slice(-4);
  const submit = () => {
    if (isReady && !reverse.isPending) reverse.mutate({ paymentId: receipt.paymentId, reason, requestId });
  };
  const amount = formatYuan(receipt.paidFen || receipt.creditUsedFen);
  return (
    <Modal
      open
      title={t('reverse.title', { receiptNo: receipt.receiptNo })}
      okText={t('reverse.submit')}
      cancelText={t('reverse.cancel')}
      okButtonProps={{ danger: true, disabled: !isReady, loading: reverse.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <p>{t('reverse.what', { amount, method: t(`methods.${receipt.method}`) })}</p>
      <Form layout="vertical" onFinish={submit}>
        <Form.Item label={t('reverse.reason')} htmlFor="reverse-reason">
          <Input
            id="reverse-reason"
            autoFocus
            maxLength={200}
            placeholder={t('reverse.reasonHint')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onPressEnter={submit}
          />
        </Form.Item>
        <Form.Item label={t('reverse.confirmNo')} htmlFor="reverse-tail">
          <Input
            id="reverse-tail"
            inputMode="numeric"
            maxLength={4}
            style={{ width: 120 }}
            value={tail}
            onChange={(event) => setTail(event.target.value)}
            onPressEnter={submit}
          />
        </Form.Item>
      </Form>
      {reverse.error && <ErrorNote error={reverse.error} />}
    </Modal>
  );
}
