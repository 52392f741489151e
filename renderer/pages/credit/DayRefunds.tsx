import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { Outputs } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { useToday } from '../../ui/useToday.ts';
import { RefundActions } from './ReverseRefund.tsx';

/** The refunds of one day on the page of its takings; nothing on a day without. */
export function DayRefunds({ takings }: { takings: Outputs['reports']['takings'] }) {
  const { t } = useTranslation('credit');
  const { zone } = useToday();
  if (takings.refunds.length === 0) return null;
  return (
    <>
      <h2 style={{ fontSize: 15, margin: '16px 0 8px' }}>{t('refunds')}</h2>
      <DataTable
        query={{ data: takings.refunds, isPending: false, error: null, refetch: () => undefined }}
        rowKey="refundId"
        empty={{ title: t('noRefunds') }}
        columns={[
          {
            title: t('columns.at'),
            width: 110,
            className: 'figures',
            render: (_, row) =>
              row.businessDate === takings.date ? localDateTime(row.refundedAt, zone).slice(11) : row.businessDate,
          },
          { title: t('columns.refundNo'), dataIndex: 'refundNo', width: 130, className: 'figures' },
          { title: t('columns.customer'), dataIndex: 'customerName' },
          { title: t('columns.door'), dataIndex: 'doorNo' },
          { title: t('columns.way'), width: 90, render: (_, row) => t(`cashier:methods.${row.channel}`) },
          {
            title: t('columns.amount'),
            align: 'right',
            width: 120,
            render: (_, row) => <Money fen={row.amountFen} />,
          },
          { title: t('columns.cashier'), dataIndex: 'cashierName', width: 110 },
          {
            title: t('columns.state'),
            width: '25%',
            render: (_, row) =>
              row.reversedOn && (
                <>
                  <Tag color="error">{t('reversed')}</Tag>{' '}
                  {t('reversedOn', { date: row.reversedOn, reason: row.reversalReason })}
                </>
              ),
          },
          {
            key: 'print',
            align: 'right',
            width: 130,
            render: (_, row) => <RefundActions refund={row} isReversed={row.reversedOn !== null} />,
          },
        ]}
      />
    </>
  );
}
