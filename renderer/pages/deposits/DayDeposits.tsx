import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { formatYuan, sumFen } from '../../../main/shared/money.ts';
import type { Outputs } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useToday } from '../../ui/useToday.ts';

/** The deposits of one day on the page of its takings, apart from the money of bills; nothing on a day without. */
export function DayDeposits({ takings }: { takings: Outputs['reports']['takings'] }) {
  const { t } = useTranslation('deposits');
  const { zone } = useToday();
  if (takings.deposits.length === 0) return null;
  return (
    <>
      <h2 style={{ fontSize: 15, margin: '16px 0 8px' }}>
        {t('day.title', {
          taken: formatYuan(sumFen(takings.depositTotals.map((total) => total.takenFen))),
          returned: formatYuan(sumFen(takings.depositTotals.map((total) => total.returnedFen))),
        })}
      </h2>
      <DataTable
        query={{ data: takings.deposits, isPending: false, error: null, refetch: () => undefined }}
        rowKey="no"
        empty={{ title: t('none') }}
        columns={[
          {
            title: t('columns.at'),
            width: 110,
            className: 'figures',
            render: (_, row) =>
              row.businessDate === takings.date ? localDateTime(row.at, zone).slice(11) : row.businessDate,
          },
          { title: t('columns.no'), dataIndex: 'no', width: 140, className: 'figures' },
          { title: t('columns.customer'), dataIndex: 'customerName' },
          { title: t('columns.purpose'), width: 90, render: (_, row) => t(`purposes.${row.purpose}`) },
          { title: t('columns.method'), width: 80, render: (_, row) => t(`cashier:methods.${row.method}`) },
          {
            title: t('columns.takenFen'),
            align: 'right',
            width: 120,
            render: (_, row) => row.kind === 'deposit' && <Money fen={row.amountFen} />,
          },
          {
            title: t('columns.returned'),
            align: 'right',
            width: 120,
            render: (_, row) => row.kind === 'deposit-return' && <Money fen={row.amountFen} />,
          },
          { title: t('columns.cashier'), dataIndex: 'cashierName', width: 110 },
          {
            title: t('columns.state'),
            width: '20%',
            render: (_, row) =>
              row.reversedOn && (
                <>
                  <Tag color="error">{t('reversed')}</Tag>{' '}
                  {t('credit:reversedOn', { date: row.reversedOn, reason: row.reversalReason })}
                </>
              ),
          },
          {
            key: 'print',
            align: 'right',
            width: 90,
            render: (_, row) => (
              <PrintButton
                document={{ kind: row.kind, id: row.id }}
                sizes={[row.kind === 'deposit' ? 'A5' : 'A4', 'receipt-80']}
                type="link"
                size="small"
                label={t('reprint')}
              />
            ),
          },
        ]}
      />
    </>
  );
}
