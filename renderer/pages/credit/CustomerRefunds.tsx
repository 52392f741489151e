import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { CustomerId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { useToday } from '../../ui/useToday.ts';
import { RefundActions } from './ReverseRefund.tsx';

/** What was given back to a customer. Nothing stands here where nothing was. */
export function CustomerRefunds({ customerId }: { customerId: CustomerId }) {
  const { t } = useTranslation('credit');
  const { zone } = useToday();
  const refunds = useQuery(trpc.credit.refunds.queryOptions({ customerId }));
  if (refunds.data?.length === 0) return null;
  return (
    <>
      <h2 style={{ fontSize: 15, margin: '16px 0 8px' }}>{t('refunds')}</h2>
      <DataTable
        query={refunds}
        rowKey="refundId"
        empty={{ title: t('noRefunds') }}
        columns={[
          {
            title: t('columns.at'),
            className: 'figures',
            render: (_, row) => localDateTime(row.refundedAt, zone).slice(0, 16),
          },
          { title: t('columns.refundNo'), dataIndex: 'refundNo', className: 'figures' },
          { title: t('columns.account'), dataIndex: 'accountNo', className: 'figures' },
          {
            title: t('columns.way'),
            render: (_, row) =>
              row.receiptNo
                ? t('originalWay', { method: t(`cashier:methods.${row.channel}`) })
                : t(`cashier:methods.${row.channel}`),
          },
          { title: t('columns.reason'), dataIndex: 'reason', ellipsis: true },
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
            key: 'print',
            align: 'right',
            render: (_, row) => <RefundActions refund={row} isReversed={row.reversal !== null} />,
          },
        ]}
      />
    </>
  );
}
