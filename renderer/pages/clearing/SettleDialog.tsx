import { useMutation } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClearedMethod } from '../../../main/modules/clearing/clearing.schema.ts';
import { RequestId } from '../../../main/shared/ids.ts';
import { formatYuan, sumFen } from '../../../main/shared/money.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { YuanInput } from '../credit/YuanInput.tsx';

/** What the bank statement says: the amount, the fee it kept, its reference. */
export function SettleDialog(props: {
  method: ClearedMethod;
  days: readonly Outputs['clearing']['open']['days'][number][];
  onClose: () => void;
  onSettled: () => void;
}) {
  const { t } = useTranslation('clearing');
  const { message } = App.useApp();
  // What was chosen must not change under the hand while the bank statement is read.
  const [days] = useState(() => props.days.toSorted((a, b) => (a.day < b.day ? -1 : 1)));
  const openFen = sumFen(days.map((row) => row.openFen));
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [amountFen, setAmountFen] = useState<number | null>(openFen);
  const [feeFen, setFeeFen] = useState<number | null>(0);
  const [bankReference, setReference] = useState('');
  const settle = useMutation(
    trpc.clearing.settle.mutationOptions({
      onSuccess: (made) => {
        message.success(t('settle.done', { no: made.settlementNo, amount: formatYuan(made.amountFen - made.feeFen) }));
        queryClient.invalidateQueries();
        props.onSettled();
      },
    }),
  );
  const isOver = amountFen !== null && amountFen > openFen;
  const isFeeOver = amountFen !== null && feeFen !== null && feeFen > amountFen;
  const isReady =
    amountFen !== null && amountFen > 0 && feeFen !== null && !isOver && !isFeeOver && bankReference.trim() !== '';
  const submit = () => {
    if (!isReady || settle.isPending) return;
    settle.mutate({
      ...{ method: props.method, days: days.map((row) => row.day), amountFen, feeFen },
      ...{ expectedOpenFen: openFen, bankReference, requestId },
    });
  };
  const [first, last] = [days[0]?.day ?? '', days.at(-1)?.day ?? ''];
  return (
    <Modal
      open
      title={t('settle.title', { method: t(`cashier:methods.${props.method}`) })}
      okText={t('settle.submit')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady, loading: settle.isPending }}
      onOk={submit}
      onCancel={props.onClose}
    >
      <p>
        {t('settle.what', {
          count: days.length,
          days: first === last ? first : `${first} – ${last}`,
          open: formatYuan(openFen),
        })}
      </p>
      <Form layout="horizontal" labelCol={{ flex: '116px' }} onFinish={submit} requiredMark={false}>
        <Form.Item
          label={t('settle.amount')}
          htmlFor="settle-amount"
          validateStatus={isOver ? 'error' : ''}
          help={isOver ? t('settle.over') : amountFen !== null && amountFen < openFen ? t('settle.part') : undefined}
        >
          <YuanInput id="settle-amount" value={amountFen} onChange={setAmountFen} />
        </Form.Item>
        <Form.Item
          label={t('settle.fee')}
          htmlFor="settle-fee"
          validateStatus={isFeeOver ? 'error' : ''}
          help={isFeeOver ? t('settle.feeOver') : undefined}
        >
          <YuanInput id="settle-fee" value={feeFen} onChange={setFeeFen} />
        </Form.Item>
        <Form.Item label={t('settle.reference')} htmlFor="settle-reference">
          <Input
            id="settle-reference"
            maxLength={60}
            value={bankReference}
            onChange={(event) => setReference(event.target.value)}
            onPressEnter={submit}
          />
        </Form.Item>
      </Form>
      {amountFen !== null && feeFen !== null && !isFeeOver && (
        <p style={{ fontWeight: 600 }}>{t('settle.bank', { amount: formatYuan(amountFen - feeFen) })}</p>
      )}
      {settle.error && <ErrorNote error={settle.error} />}
    </Modal>
  );
}
