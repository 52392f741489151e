import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefundId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { queryClient, trpc } from '../../app/api.ts';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { useMay } from '../../ui/useMay.ts';

interface ReversibleRefund {
  readonly refundId: RefundId;
  readonly refundNo: string;
  readonly amountFen: number;
}

/** What can still be done with a refund in a list: its slip again, and undoing it. */
export function RefundActions(props: { refund: ReversibleRefund & { readonly copies: number }; isReversed: boolean }) {
  const { t } = useTranslation('credit');
  const { refund } = props;
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <PrintButton
        document={{ kind: 'refund', id: refund.refundId }}
        sizes={['A4', 'receipt-80']}
        type="link"
        size="small"
        label={t(refund.copies > 0 ? 'reprint' : 'print')}
      />
      {!props.isReversed && <ReverseRefundButton refund={refund} />}
    </span>
  );
}

/** Undoes a refund whose money came back, after asking for its number and a reason. */
function ReverseRefundButton({ refund }: { refund: ReversibleRefund }) {
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
  const { refundId, refundNo } = refund;
  const reverse = useMutation(
    trpc.credit.reverseRefund.mutationOptions({
      onSuccess: () => {
        message.success(t('reverse.done', { refundNo }));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  return (
    <ReasonDialog
      title={t('reverse.title', { refundNo })}
      what={t('reverse.what', { amount: formatYuan(refund.amountFen) })}
      submit={t('reverse.button')}
      typedYes={{ label: t('reverse.confirmNo'), wanted: refundNo.slice(-4), isDigits: true }}
      isDanger
      mutation={reverse}
      onSubmit={(asked) => reverse.mutate({ refundId, ...asked })}
      onClose={onClose}
    />
  );
}
