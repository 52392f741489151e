import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useToday } from '../../ui/useToday.ts';
import { type Curve, useUnits } from './LoadFigures.tsx';

type Row = Curve['rows'][number];

/** The hours of a day, or the days of a longer span. */
export function LoadTable({
  curve,
  span,
  isSummed,
}: {
  curve: Curve;
  span: 'day' | 'week' | 'month';
  isSummed: boolean;
}) {
  const { t } = useTranslation('polling');
  const { zone } = useToday();
  const unit = useUnits(curve.service);
  const text = (at: number) => localDateTime(at, zone);
  const power = (milli: number | null | undefined) => (milli == null ? '—' : formatMilli(milli, 2));
  return (
    <DataTable<Row>
      query={{ data: curve.rows, isPending: false, error: null, refetch: () => undefined }}
      rowKey="at"
      pagination={false}
      empty={{ title: t('load.empty') }}
      columns={[
        {
          title: t(span === 'day' ? 'load.hour' : 'columns.day'),
          className: 'figures',
          render: (_, row) => (span === 'day' ? text(row.at).slice(11, 16) : text(row.at).slice(0, 10)),
        },
        {
          title: t('load.energy', { unit: unit.energy }),
          align: 'right',
          className: 'figures',
          render: (_, row) => power(row.known === 0 ? null : row.energyMilli),
        },
        {
          title: t('load.maxOf', { unit: unit.power }),
          align: 'right',
          className: 'figures',
          render: (_, row) => power(row.max?.powerMilli),
        },
        {
          title: t('load.maxAt'),
          align: 'right',
          className: 'figures',
          render: (_, row) => (row.max ? text(row.max.at).slice(11, 16) : '—'),
        },
        {
          title: t('load.minOf', { unit: unit.power }),
          align: 'right',
          className: 'figures',
          render: (_, row) => power(row.minMilli),
        },
        {
          title: t(isSummed ? 'load.knownSome' : 'load.known'),
          align: 'right',
          className: 'figures',
          render: (_, row) => `${row.known}/${row.expected}`,
        },
      ]}
    />
  );
}
