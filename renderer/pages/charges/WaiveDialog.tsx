import { useMutation } from '@tanstack/react-query';
import { App, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { typedFen } from '../../../main/modules/cashier/till.domain.ts';
import type { BillId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { queryClient, trpc } from '../../app/api.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

/** Waives what is left to charge of a late fee: all of it, unless a smaller amount is typed. */
export function WaiveDialog(props: { bill: { billId: BillId; billNo: string }; dueFen: number; onClose: () => void }) {
  const { t } = useTranslation('charges');
  const { message } = App.useApp();
  const { bill, dueFen, onClose } = props;
  const [text, setText] = useState(formatYuan(dueFen));
  const amountFen = typedFen(text);
  const isGood = amountFen !== null && amountFen > 0 && amountFen <= dueFen;
  const waive = useMutation(
    trpc.charges.waiveLateFee.mutationOptions({
      onSuccess: () => {
        message.success(t('waived', { amount: formatYuan(amountFen ?? 0) }));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  return (
    <ReasonDialog
      title={t('waiveTitle', { billNo: bill.billNo })}
      what={t('waiveWhat', { amount: formatYuan(dueFen) })}
      submit={t('waive')}
      hint={t('reasonHint')}
      isReady={isGood}
      mutation={waive}
      onSubmit={(asked) =>
        waive.mutate({ billId: bill.billId, amountFen: amountFen as number, expectedDueFen: dueFen, ...asked })
      }
      onClose={onClose}
    >
      <Form.Item label={t('waiveAmount')} htmlFor="waive-amount">
        <Input
          id="waive-amount"
          className="figures"
          inputMode="decimal"
          autoComplete="off"
          style={{ width: 160 }}
          status={isGood ? '' : 'error'}
          suffix={t('yuan')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Form.Item>
    </ReasonDialog>
  );
}
