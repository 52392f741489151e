import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { CustomerId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useToday } from '../../ui/useToday.ts';
import { CustomerRefunds } from '../credit/CustomerRefunds.tsx';

/** What a customer paid last, with the receipts to print again. */
export function PaymentsTab({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation(['customers', 'cashier']);
  const navigate = useNavigate();
  const { zone } = useToday();
  const till = useQuery(trpc.cashier.customer.queryOptions({ customerId }));
  return (
    <>
      <DataTable
        query={{ data: till.data?.recent, isPending: till.isPending, error: till.error, refetch: till.refetch }}
        rowKey="paymentId"
        empty={{
          title: t('noPayments'),
          action: { label: t('toTill'), onClick: () => navigate(`/cashier?customer=${customerId}`) },
        }}
        columns={[
          {
            title: t('payment.at'),
            className: 'figures',
            render: (_, payment) => localDateTime(payment.paidAt, zone).slice(0, 16),
          },
          { title: t('payment.receiptNo'), dataIndex: 'receiptNo', className: 'figures' },
          { title: t('payment.method'), render: (_, payment) => t(`cashier:methods.${payment.method}`) },
          {
            title: t('payment.amount'),
            align: 'right',
            className: 'money',
            render: (_, payment) => <Money fen={payment.paidFen || payment.creditUsedFen} />,
          },
          { title: t('stateTitle'), render: (_, payment) => payment.isReversed && <Tag>{t('payment.reversed')}</Tag> },
          {
            key: 'print',
            align: 'right',
            render: (_, payment) => (
              <PrintButton
                document={{ kind: 'receipt', id: payment.paymentId }}
                sizes={['A5', 'receipt-80']}
                type="link"
                size="small"
                label={t('payment.print')}
              />
            ),
          },
        ]}
      />
      <CustomerRefunds customerId={customerId} />
    </>
  );
}
