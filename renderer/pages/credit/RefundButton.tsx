import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal, Radio, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefundWay } from '../../../main/modules/credit/refund.schema.ts';
import { type AccountId, type CustomerId, type PaymentId, RequestId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PrintPreview } from '../../ui/PrintPreview.tsx';
import { useMay } from '../../ui/useMay.ts';
import { refundProblem } from './refund-form.ts';

type Refundable = Outputs['credit']['refundable'];

/** Gives credit back: shown where a customer has some, to whoever may. The signed slip follows. */
export function RefundButton(props: { customerId: CustomerId; creditFen: number; size?: 'small' | 'middle' }) {
  const { t } = useTranslation('credit');
  const mayRefund = useMay('cashier.refund');
  const [isOpen, setOpen] = useState(false);
  const [given, setGiven] = useState<number>();
  if (!mayRefund) return null;
  return (
    <>
      {props.creditFen > 0 && (
        <Button size={props.size ?? 'middle'} onClick={() => setOpen(true)}>
          {t('refund.button')}
        </Button>
      )}
      {isOpen && (
        <RefundDialog
          customerId={props.customerId}
          onClose={() => setOpen(false)}
          onGiven={(refundId) => {
            setOpen(false);
            setGiven(refundId);
          }}
        />
      )}
      {given !== undefined && (
        <PrintPreview
          document={{ kind: 'refund', id: given }}
          sizes={['A4', 'receipt-80']}
          onClose={() => setGiven(undefined)}
        />
      )}
    </>
  );
}

function RefundDialog(props: { customerId: CustomerId; onClose: () => void; onGiven: (refundId: number) => void }) {
  const { t } = useTranslation('credit');
  const query = useQuery(trpc.credit.refundable.queryOptions({ customerId: props.customerId }, { staleTime: 0 }));
  // The form starts from what is fetched now, not from an older answer; a later refresh leaves it standing.
  const [openedAt] = useState(() => Date.now());
  if (query.data && query.dataUpdatedAt >= openedAt) return <RefundForm {...props} refundable={query.data} />;
  return (
    <Modal open title={t('refund.title')} footer={null} onCancel={props.onClose}>
      {query.error ? <ErrorNote error={query.error} onRetry={() => query.refetch()} /> : <Skeleton active />}
    </Modal>
  );
}

function RefundForm(props: {
  customerId: CustomerId;
  refundable: Refundable;
  onClose: () => void;
  onGiven: (refundId: number) => void;
}) {
  const { t } = useTranslation('credit');
  const { message } = App.useApp();
  // What is offered must not change under the hand while the money is counted.
  const [refundable] = useState(props.refundable);
  const { accounts, payments, limitFen } = refundable;
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [accountId, setAccountId] = useState<AccountId | undefined>(accounts[0]?.accountId);
  const account = accounts.find((one) => one.accountId === accountId);
  const [amountText, setAmountText] = useState(() =>
    account ? formatYuan(account.creditFen).replaceAll(',', '') : '',
  );
  const [way, setWay] = useState<RefundWay>('cash');
  const [paymentId, setPaymentId] = useState<PaymentId | undefined>(payments[0]?.paymentId);
  const payment = payments.find((one) => one.paymentId === paymentId);
  const [payee, setPayee] = useState(refundable.customerName);
  const [reference, setReference] = useState('');
  const [reason, setReason] = useState('');
  const give = useMutation(
    trpc.credit.refund.mutationOptions({
      onSuccess: (refund) => {
        message.success(t('refund.done', { refundNo: refund.refundNo, amount: formatYuan(refund.amountFen) }));
        queryClient.invalidateQueries();
        props.onGiven(refund.refundId);
      },
    }),
  );
  const { amountFen, problem } = refundProblem({
    amountText,
    creditFen: account?.creditFen ?? 0,
    limitFen,
    returnableFen: way === 'original' ? (payment?.leftFen ?? 0) : null,
  });
  const isReady = account !== undefined && problem === null && reason.trim().length >= 2;
  const submit = () => {
    if (!isReady || give.isPending) return;
    give.mutate({
      accountId: account.accountId,
      amountFen,
      way,
      ...(way === 'original' && payment && { paymentId: payment.paymentId }),
      payee,
      reference,
      reason,
      requestId,
    });
  };
  return (
    <Modal
      open
      title={t('refund.titleOf', { name: refundable.customerName })}
      okText={
        account && problem === null ? t('refund.submitOf', { amount: formatYuan(amountFen) }) : t('refund.submit')
      }
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, disabled: !isReady, loading: give.isPending }}
      onOk={submit}
      onCancel={props.onClose}
    >
      {!account && <Alert type="info" title={t('refund.none')} />}
      {account && (
        <Form layout="horizontal" labelCol={{ flex: '92px' }} onFinish={submit} requiredMark={false}>
          <Form.Item label={t('refund.account')} htmlFor="refund-account">
            <Select<AccountId>
              id="refund-account"
              value={account.accountId}
              options={accounts.map((one) => ({
                value: one.accountId,
                label: `${one.accountNo} ${t(`service.${one.service}`)} ${one.doorNo} · ${t('refund.held', { amount: formatYuan(one.creditFen) })}`,
              }))}
              onChange={(id) => {
                setAccountId(id);
                const chosen = accounts.find((one) => one.accountId === id);
                setAmountText(formatYuan(chosen?.creditFen ?? 0).replaceAll(',', ''));
              }}
            />
          </Form.Item>
          {account.owedFen > 0 && (
            <Alert
              type="warning"
              showIcon
              style={{ marginBottom: 16 }}
              title={t('refund.owes', { amount: formatYuan(account.owedFen) })}
            />
          )}
          <Form.Item
            label={t('refund.amount')}
            htmlFor="refund-amount"
            extra={limitFen !== null && t('refund.limit', { amount: formatYuan(limitFen) })}
            validateStatus={problem && problem !== 'empty' ? 'error' : ''}
            help={problem && problem !== 'empty' ? t(`refund.problem.${problem}`) : undefined}
          >
            <Input
              id="refund-amount"
              autoFocus
              prefix="¥"
              inputMode="decimal"
              autoComplete="off"
              className="figures"
              value={amountText}
              onChange={(event) => setAmountText(event.target.value)}
              onFocus={(event) => event.target.select()}
              styles={{ input: { textAlign: 'right' } }}
            />
          </Form.Item>
          <Form.Item label={t('refund.way')}>
            <Radio.Group
              aria-label={t('refund.way')}
              value={way}
              onChange={(event) => setWay(event.target.value as RefundWay)}
              options={[
                { value: 'cash', label: t('ways.cash') },
                { value: 'transfer', label: t('ways.transfer') },
                { value: 'original', label: t('ways.original'), disabled: payments.length === 0 },
              ]}
            />
          </Form.Item>
          {way === 'original' && (
            <Form.Item label={t('refund.payment')} htmlFor="refund-payment">
              <Select<PaymentId>
                id="refund-payment"
                {...(paymentId !== undefined && { value: paymentId })}
                onChange={setPaymentId}
                options={payments.map((one) => ({
                  value: one.paymentId,
                  label: t('refund.paymentOf', {
                    receiptNo: one.receiptNo,
                    date: one.businessDate,
                    method: t(`cashier:methods.${one.method}`),
                    amount: formatYuan(one.leftFen),
                  }),
                }))}
              />
            </Form.Item>
          )}
          <Form.Item label={t('refund.payee')} htmlFor="refund-payee">
            <Input id="refund-payee" maxLength={60} value={payee} onChange={(event) => setPayee(event.target.value)} />
          </Form.Item>
          {way !== 'cash' && (
            <Form.Item label={t('refund.reference')} htmlFor="refund-reference">
              <Input
                id="refund-reference"
                maxLength={60}
                placeholder={t('refund.referenceHint')}
                value={reference}
                onChange={(event) => setReference(event.target.value)}
              />
            </Form.Item>
          )}
          <Form.Item label={t('refund.reason')} htmlFor="refund-reason">
            <Input
              id="refund-reason"
              maxLength={200}
              placeholder={t('refund.reasonHint')}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              onPressEnter={submit}
            />
          </Form.Item>
        </Form>
      )}
      {give.error && <ErrorNote error={give.error} />}
    </Modal>
  );
}
