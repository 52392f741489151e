import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Form, Input, Modal, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { localDateTime } from '../../../main/shared/dates.ts';
import { type CustomerId, RequestId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Money } from '../../ui/Money.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';

type AutoPayment = Outputs['autoPay']['list'][number];

/** What credit paid on its own. Nothing stands here where it paid nothing. */
export function AutoPayments({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('credit');
  const { zone } = useToday();
  const mayReverse = useMay('cashier.reverse');
  const [reversing, setReversing] = useState<AutoPayment>();
  const payments = useQuery(trpc.autoPay.list.queryOptions({ customerId }));
  if (payments.data?.length === 0) return null;
  return (
    <>
      <h2 style={{ fontSize: 15, margin: '16px 0 8px' }}>{t('auto.title')}</h2>
      <DataTable
        query={payments}
        rowKey="autoPaymentId"
        empty={{ title: t('auto.title') }}
        columns={[
          {
            title: t('columns.at'),
            className: 'figures',
            render: (_, row) => localDateTime(row.paidAt, zone).slice(0, 16),
          },
          { title: t('auto.no'), dataIndex: 'autoNo', className: 'figures' },
          { title: t('columns.account'), dataIndex: 'accountNo', className: 'figures' },
          { title: t('auto.cause'), render: (_, row) => t(`auto.causes.${row.cause}`) },
          {
            title: t('auto.bills'),
            className: 'figures',
            render: (_, row) =>
              row.bills.map((bill) => (
                <div key={bill.billId}>
                  <Link to={`/bills/${bill.billId}`}>{bill.billNo}</Link> {formatYuan(bill.amountFen)}
                </div>
              )),
          },
          {
            title: t('columns.amount'),
            align: 'right',
            className: 'money',
            render: (_, row) => <Money fen={row.amountFen} />,
          },
          {
            title: t('columns.state'),
            render: (_, row) =>
              row.reversal && (
                <>
                  <Tag color="error">{t('reversed')}</Tag> {row.reversal.reason}
                </>
              ),
          },
          {
            key: 'actions',
            align: 'right',
            render: (_, row) =>
              mayReverse &&
              !row.reversal && (
                <Button type="link" size="small" danger onClick={() => setReversing(row)}>
                  {t('reverse.button')}
                </Button>
              ),
          },
        ]}
      />
      {reversing && <ReverseDialog payment={reversing} onClose={() => setReversing(undefined)} />}
    </>
  );
}

function ReverseDialog({ payment, onClose }: { payment: AutoPayment; onClose: () => void }) {
  const { t } = useTranslation('credit');
  const { message } = App.useApp();
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [reason, setReason] = useState('');
  const reverse = useMutation(
    trpc.autoPay.reverse.mutationOptions({
      onSuccess: () => {
        message.success(t('auto.reversed', { autoNo: payment.autoNo }));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  const isReady = reason.trim().length >= 2;
  const submit = () => {
    if (isReady && !reverse.isPending) reverse.mutate({ autoPaymentId: payment.autoPaymentId, reason, requestId });
  };
  return (
    <Modal
      open
      title={t('auto.reverseTitle', { autoNo: payment.autoNo })}
      okText={t('reverse.button')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, disabled: !isReady, loading: reverse.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <p>{t('auto.reverseWhat', { amount: formatYuan(payment.amountFen) })}</p>
      <Form layout="vertical" onFinish={submit}>
        <Form.Item label={t('reverse.reason')} htmlFor="auto-reversal-reason">
          <Input
            id="auto-reversal-reason"
            autoFocus
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onPressEnter={submit}
          />
        </Form.Item>
      </Form>
      {reverse.error && <ErrorNote error={reverse.error} />}
    </Modal>
  );
}
