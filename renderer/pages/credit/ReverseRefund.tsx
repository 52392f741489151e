import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RefundId, RequestId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';

interface ReversibleRefund {
  readonly refundId: RefundId;
  readonly refundNo: string;
  readonly amountFen: number;
}

/** Undoes a refund whose money came back, after asking for its number and a reason. */
export function ReverseRefundButton({ refund }: { refund: ReversibleRefund }) {
  const { t } = useTranslation('credit');
  const mayReverse = useMay('cashier.reverse');
  const [isOpen, setOpen] = useState(false);
  if (!mayReverse) return null;
  return (
    <>
      <Button type="link" size="small" danger onClick={() => setOpen(true)}>
        {t('reverse.button')}
      </Button>
      {isOpen && <Dialog refund={refund} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ refund, onClose }: { refund: ReversibleRefund; onClose: () => void }) {
  const { t } = useTranslation('credit');
  const { message } = App.useApp();
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [reason, setReason] = useState('');
  const [tail, setTail] = useState('');
  const reverse = useMutation(
    trpc.credit.reverseRefund.mutationOptions({
      onSuccess: () => {
        message.success(t('reverse.done', { refundNo: refund.refundNo }));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  const isReady = reason.trim().length >= 2 && tail === refund.refundNo.slice(-4);
  const submit = () => {
    if (isReady && !reverse.isPending) reverse.mutate({ refundId: refund.refundId, reason, requestId });
  };
  return (
    <Modal
      open
      title={t('reverse.title', { refundNo: refund.refundNo })}
      okText={t('reverse.button')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, disabled: !isReady, loading: reverse.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <p>{t('reverse.what', { amount: formatYuan(refund.amountFen) })}</p>
      <Form layout="vertical" onFinish={submit}>
        <Form.Item label={t('reverse.reason')} htmlFor="refund-reversal-reason">
          <Input
            id="refund-reversal-reason"
            autoFocus
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onPressEnter={submit}
          />
        </Form.Item>
        <Form.Item label={t('reverse.confirmNo')} htmlFor="refund-reversal-tail">
          <Input
            id="refund-reversal-tail"
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
