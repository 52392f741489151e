import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { CustomerId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { type Outputs, queryClient, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
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
  const { autoPaymentId, autoNo } = payment;
  const reverse = useMutation(
    trpc.autoPay.reverse.mutationOptions({
      onSuccess: () => {
        message.success(t('auto.reversed', { autoNo }));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  return (
    <ReasonDialog
      title={t('auto.reverseTitle', { autoNo })}
      what={t('auto.reverseWhat', { amount: formatYuan(payment.amountFen) })}
      submit={t('reverse.button')}
      isDanger
      mutation={reverse}
      onSubmit={(asked) => reverse.mutate({ autoPaymentId, ...asked })}
      onClose={onClose}
    />
  );
}
