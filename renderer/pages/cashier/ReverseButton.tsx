import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../../main/shared/money.ts';
import { type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

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
  const { paymentId, receiptNo } = receipt;
  const reverse = useMutation(
    trpc.cashier.reversePayment.mutationOptions({
      onSuccess: () => {
        message.success(t('reverse.done', { receiptNo }));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  const amount = formatYuan(receipt.paidFen || receipt.creditUsedFen);
  return (
    <ReasonDialog
      title={t('reverse.title', { receiptNo })}
      what={t('reverse.what', { amount, method: t(`methods.${receipt.method}`) })}
      submit={t('reverse.submit')}
      hint={t('reverse.reasonHint')}
      typedYes={{ label: t('reverse.confirmNo'), wanted: receiptNo.slice(-4), isDigits: true }}
      isDanger
      mutation={reverse}
      onSubmit={(asked) => reverse.mutate({ paymentId, ...asked })}
      onClose={onClose}
    />
  );
}
