import { Table, Tag, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Money } from '../../ui/Money.tsx';
import { Difference } from './Difference.tsx';
import { useReason } from './useReason.ts';

type Advice = Outputs['advice']['ofAccount'];
type Candidate = Advice['candidates'][number];

/** The tariffs, cheapest first; a row unfolds to its months beside what was billed. */
export function CandidateTable({ advice }: { advice: Advice }) {
  const { t } = useTranslation('advice');
  const { token } = theme.useToken();
  const reasonText = useReason();
  return (
    <DataTable<Candidate>
      query={{ data: advice.candidates, isPending: false, error: null, refetch: () => undefined }}
      rowKey="tariffId"
      empty={{ title: t('noTariffs') }}
      expandable={{ expandedRowRender: (candidate) => <MonthTable advice={advice} candidate={candidate} /> }}
      columns={[
        {
          title: t('tariff'),
          render: (_, row) => (
            <>
              {row.code} {row.name !== row.code && row.name}
              {row.isOwn && (
                <Tag color="processing" style={{ marginInlineStart: 8 }}>
                  {t('own')}
                </Tag>
              )}
              {!row.isActive && <Tag style={{ marginInlineStart: 8 }}>{t('draft')}</Tag>}
            </>
          ),
        },
        { title: t('effectiveFrom'), width: 120, className: 'figures', dataIndex: 'effectiveFrom' },
        {
          title: t('wouldPay'),
          align: 'right',
          width: 140,
          render: (_, row) => <Money fen={row.totalFen} isStrong />,
        },
        {
          title: t('difference'),
          align: 'right',
          width: 140,
          render: (_, row) => <Difference fen={row.differenceFen} />,
        },
        {
          title: t('why'),
          width: 300,
          render: (_, row) =>
            row.reason && (
              <span style={{ color: token.colorWarningText }}>
                {t('unratable', {
                  reason: reasonText(row.reason),
                  months: row.months.filter((month) => month.reason !== null).length,
                })}
              </span>
            ),
        },
      ]}
    />
  );
}

function MonthTable({ advice, candidate }: { advice: Advice; candidate: Candidate }) {
  const { t } = useTranslation('advice');
  const reasonText = useReason();
  const rows = advice.months.map((billed) => {
    const own = candidate.months.find((month) => month.month === billed.month);
    return { ...billed, amountFen: own?.amountFen ?? null, reason: own?.reason ?? null };
  });
  return (
    <Table
      size="small"
      pagination={false}
      rowKey="month"
      dataSource={rows}
      columns={[
        { title: t('month'), dataIndex: 'month', className: 'figures', width: 100 },
        { title: t('billedBy'), render: (_, row) => row.tariffCodes.join(', ') },
        {
          title: t('quantity'),
          align: 'right',
          className: 'figures',
          render: (_, row) => formatMilli(row.quantityMilli),
        },
        { title: t('billedAmount'), align: 'right', render: (_, row) => <Money fen={row.billedFen} /> },
        {
          title: t('wouldPay'),
          align: 'right',
          render: (_, row) => (row.reason ? reasonText(row.reason) : <Money fen={row.amountFen} />),
        },
        {
          title: t('difference'),
          align: 'right',
          render: (_, row) => <Difference fen={row.amountFen === null ? null : row.amountFen - row.billedFen} />,
        },
      ]}
    />
  );
}
