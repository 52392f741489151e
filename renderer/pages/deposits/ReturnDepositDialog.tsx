import { useMutation } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { YuanInput } from '../credit/YuanInput.tsx';
import { MethodField } from './MethodField.tsx';

/** Gives a deposit back, whole or in part; the slip to sign follows. */
export function ReturnDepositDialog(props: {
  deposit: Outputs['deposits']['ofCustomer'][number];
  onClose: () => void;
  onGiven: (returnId: number) => void;
}) {
  const { t } = useTranslation('deposits');
  const { message } = App.useApp();
  // What is offered must not change under the hand while the money is counted.
  const [deposit] = useState(props.deposit);
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [amountFen, setAmountFen] = useState<number | null>(deposit.heldFen);
  const [method, setMethod] = useState(deposit.method);
  const [payee, setPayee] = useState(deposit.customerName);
  const [note, setNote] = useState('');
  const give = useMutation(
    trpc.deposits.giveBack.mutationOptions({
      onSuccess: (given) => {
        message.success(t('return.done', { no: given.returnNo, amount: formatYuan(given.amountFen) }));
        queryClient.invalidateQueries();
        props.onGiven(given.returnId);
      },
    }),
  );
  const isOver = amountFen !== null && amountFen > deposit.heldFen;
  const isReady = amountFen !== null && amountFen > 0 && !isOver;
  const submit = () => {
    if (!isReady || give.isPending) return;
    give.mutate({ depositId: deposit.depositId, ...{ amountFen, method, payee, note, requestId } });
  };
  return (
    <Modal
      open
      title={t('return.title', { no: deposit.receiptNo })}
      okText={isReady ? t('return.submitOf', { amount: formatYuan(amountFen) }) : t('return.button')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, disabled: !isReady, loading: give.isPending }}
      onOk={submit}
      onCancel={props.onClose}
    >
      <p>
        {t('return.what', {
          customer: deposit.customerName,
          purpose: t(`purposes.${deposit.purpose}`),
          held: formatYuan(deposit.heldFen),
        })}
      </p>
      <Form layout="horizontal" labelCol={{ flex: '104px' }} onFinish={submit} requiredMark={false}>
        <Form.Item
          label={t('columns.returned')}
          htmlFor="deposit-returned"
          validateStatus={isOver ? 'error' : ''}
          help={isOver ? t('return.over') : undefined}
        >
          <YuanInput id="deposit-returned" value={amountFen} onChange={setAmountFen} />
        </Form.Item>
        <MethodField label={t('columns.method')} value={method} onChange={setMethod} />
        <Form.Item label={t('columns.payee')} htmlFor="deposit-payee">
          <Input id="deposit-payee" maxLength={60} value={payee} onChange={(event) => setPayee(event.target.value)} />
        </Form.Item>
        <Form.Item label={t('columns.note')} htmlFor="deposit-return-note">
          <Input
            id="deposit-return-note"
            maxLength={200}
            placeholder={t('return.noteHint')}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            onPressEnter={submit}
          />
        </Form.Item>
      </Form>
      {give.error && <ErrorNote error={give.error} />}
    </Modal>
  );
}
