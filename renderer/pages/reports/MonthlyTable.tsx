import { Table, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import {
  collectionPermille,
  formatPermille,
  formatQuantity,
  isAdjusted,
} from '../../../main/reports/monthly/monthly.domain.ts';
import type { MonthlyFigures, MonthlyRow, ReportService } from '../../../main/reports/monthly/monthly.schema.ts';
import { Money } from '../../ui/Money.tsx';
import type { MonthlyReport } from './MonthlyFigures.tsx';

const UNITS: Readonly<Record<ReportService, string>> = { electricity: 'kWh', gas: 'm³', water: 'm³', property: '' };

/** The longest titles need room beside their sort mark. */
const WIDTHS: Readonly<Record<string, number>> = { closing: 156, now: 140 };

/** One row a building, the totals under them. */
export function MonthlyTable({ report }: { report: MonthlyReport }) {
  const columns = useColumns(report);
  const { t } = useTranslation('reports');
  const total: MonthlyRow = { building: t('columns.total'), ...report.totals };
  return (
    <Table<MonthlyRow>
      size="small"
      sticky
      pagination={false}
      rowKey="building"
      dataSource={report.rows}
      columns={columns}
      summary={() => (
        <Table.Summary fixed>
          <Table.Summary.Row style={{ fontWeight: 600 }}>
            {columns.map((column, i) => (
              <Table.Summary.Cell
                key={String(column.key)}
                index={i}
                className="figures"
                align={i === 0 ? 'left' : 'right'}
              >
                {column.render?.(undefined, total, 0) as React.ReactNode}
              </Table.Summary.Cell>
            ))}
          </Table.Summary.Row>
        </Table.Summary>
      )}
    />
  );
}

function useColumns(report: MonthlyReport): TableColumnsType<MonthlyRow> {
  const { t } = useTranslation('reports');
  const { service } = report;
  const count = (key: 'accounts' | 'bills') => ({
    key,
    title: t(`columns.${key}`),
    align: 'right' as const,
    className: 'figures',
    width: 84,
    render: (_: unknown, row: MonthlyRow) => row[key],
  });
  const money = (
    key: 'billed' | 'collected' | 'adjusted' | 'open' | 'closing' | 'now',
    field: keyof MonthlyFigures,
    isDebt = false,
  ) => ({
    key,
    title: t(`columns.${key}`),
    align: 'right' as const,
    width: WIDTHS[key] ?? 124,
    sorter: (a: MonthlyRow, b: MonthlyRow) => a[field] - b[field],
    render: (_: unknown, row: MonthlyRow) => <Money fen={row[field]} isDebt={isDebt} />,
  });
  const unit = UNITS[service];
  return [
    { key: 'building', title: t('columns.building'), render: (_, row) => row.building },
    count('accounts'),
    count('bills'),
    ...(unit
      ? [
          {
            key: 'quantity',
            title: t('columns.quantity', { unit }),
            align: 'right' as const,
            className: 'figures',
            render: (_: unknown, row: MonthlyRow) => formatQuantity(row.quantityMilli),
          },
        ]
      : []),
    money('billed', 'billedFen'),
    money('collected', 'collectedFen'),
    ...(isAdjusted(report) ? [money('adjusted', 'adjustedFen')] : []),
    money('open', 'openFen'),
    {
      key: 'rate',
      title: t('columns.rate'),
      align: 'right',
      className: 'figures',
      width: 84,
      render: (_, row) => formatPermille(collectionPermille(row)),
    },
    money('closing', 'closingFen'),
    money('now', 'nowFen', true),
  ];
}
