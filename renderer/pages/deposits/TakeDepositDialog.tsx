import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaymentMethod } from '../../../main/modules/cashier/cashier.schema.ts';
import { DEPOSIT_PURPOSES, type DepositPurpose } from '../../../main/modules/deposits/deposits.schema.ts';
import { AccountId, type CustomerId, RequestId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { YuanInput } from '../credit/YuanInput.tsx';
import { MethodField } from './MethodField.tsx';

const NO_ACCOUNT = 0;

/** Takes a deposit; its receipt follows. */
export function TakeDepositDialog(props: {
  customerId: CustomerId;
  onClose: () => void;
  onTaken: (depositId: number) => void;
}) {
  const { t } = useTranslation('deposits');
  const { message } = App.useApp();
  const accounts = useQuery(trpc.customers.accounts.queryOptions({ customerId: props.customerId }));
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [purpose, setPurpose] = useState<DepositPurpose>('cylinder');
  const [chosen, setChosen] = useState<number>();
  const [amountFen, setAmountFen] = useState<number | null>(null);
  const [method, setMethod] = useState<PaymentMethod>('cash');
  const [note, setNote] = useState('');
  const accountId = chosen ?? accounts.data?.[0]?.accountId ?? NO_ACCOUNT;
  const take = useMutation(
    trpc.deposits.take.mutationOptions({
      onSuccess: (deposit) => {
        message.success(t('take.done', { no: deposit.receiptNo, amount: formatYuan(deposit.amountFen) }));
        queryClient.invalidateQueries();
        props.onTaken(deposit.depositId);
      },
    }),
  );
  const isReady = !accounts.isPending && amountFen !== null && amountFen > 0;
  const submit = () => {
    if (!isReady || take.isPending) return;
    take.mutate({
      customerId: props.customerId,
      ...(accountId !== NO_ACCOUNT && { accountId: AccountId.parse(accountId) }),
      ...{ purpose, method, amountFen, note, requestId },
    });
  };
  return (
    <Modal
      open
      title={t('take.title')}
      okText={isReady ? t('take.submitOf', { amount: formatYuan(amountFen) }) : t('take.button')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady, loading: take.isPending }}
      onOk={submit}
      onCancel={props.onClose}
    >
      <Form layout="horizontal" labelCol={{ flex: '104px' }} onFinish={submit} requiredMark={false}>
        <Form.Item label={t('columns.purpose')}>
          <Radio.Group
            aria-label={t('columns.purpose')}
            value={purpose}
            onChange={(event) => setPurpose(event.target.value as DepositPurpose)}
            options={DEPOSIT_PURPOSES.map((value) => ({ value, label: t(`purposes.${value}`) }))}
          />
        </Form.Item>
        <Form.Item label={t('columns.account')} htmlFor="deposit-account">
          <Select<number>
            id="deposit-account"
            value={accountId}
            loading={accounts.isPending}
            onChange={setChosen}
            options={[
              ...(accounts.data ?? []).map((one) => ({
                value: one.accountId as number,
                label: `${one.accountNo} ${t(`credit:service.${one.service}`)} ${one.doorNo}`,
              })),
              { value: NO_ACCOUNT, label: t('take.noAccount') },
            ]}
          />
        </Form.Item>
        <Form.Item label={t('columns.amount')} htmlFor="deposit-amount">
          <YuanInput id="deposit-amount" value={amountFen} onChange={setAmountFen} />
        </Form.Item>
        <MethodField label={t('columns.method')} value={method} onChange={setMethod} />
        <Form.Item label={t('columns.note')} htmlFor="deposit-note">
          <Input
            id="deposit-note"
            maxLength={200}
            placeholder={t('take.noteHint')}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            onPressEnter={submit}
          />
        </Form.Item>
      </Form>
      {accounts.error && <ErrorNote error={accounts.error} onRetry={() => accounts.refetch()} />}
      {take.error && <ErrorNote error={take.error} />}
    </Modal>
  );
}
