import { useQuery } from '@tanstack/react-query';
import { Segmented, Select, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { isLocalDate } from '../../../main/shared/dates.ts';
import { formatKilograms } from '../../../main/shared/quantity.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { FillingTable } from './FillingTable.tsx';
import { RefusalTable } from './RefusalTable.tsx';

const Filters = z.object({
  from: z.string().default(''),
  to: z.string().default(''),
  outcome: z.enum(['', 'good', 'over-fill', 'under-fill']).default(''),
  view: z.enum(['fillings', 'refusals']).default('fillings'),
  page: z.coerce.number().int().positive().default(1),
});

/** What was filled and what was refused, by day; the sum by type on top. */
export function FillingsPage() {
  const { t } = useTranslation('cylinders');
  const { today } = useToday();
  const [filters, setFilters] = useSearchState(Filters);
  const from = isLocalDate(filters.from) ? filters.from : today;
  const to = isLocalDate(filters.to) && filters.to >= from ? filters.to : from > today ? from : today;
  const { outcome, view } = filters;
  return (
    <PageFrame
      title={t('fillings.title')}
      filters={
        <>
          <DayInput
            label={t('fillings.from')}
            value={from}
            max={today}
            onChange={(value) => setFilters({ from: value ?? '', page: 1 })}
          />
          <DayInput
            label={t('fillings.to')}
            value={to}
            onChange={(value) => setFilters({ to: value ?? '', page: 1 })}
          />
          <Segmented
            aria-label={t('fillings.view')}
            value={view}
            options={(['fillings', 'refusals'] as const).map((value) => ({
              value,
              label: t(`fillings.views.${value}`),
            }))}
            onChange={(value) => setFilters({ view: value, page: 1 })}
          />
          {view === 'fillings' && (
            <Select
              aria-label={t('outcomeTitle')}
              style={{ width: 110 }}
              value={outcome}
              options={(['', 'good', 'over-fill', 'under-fill'] as const).map((value) => ({
                value,
                label: value ? t(`outcome.${value}`) : t('fillings.allOutcomes'),
              }))}
              onChange={(value) => setFilters({ outcome: value })}
            />
          )}
        </>
      }
      extra={
        <PrintButton
          document={{ kind: 'filling-day', date: from }}
          isDisabled={from !== to}
          label={t('fillings.print')}
        />
      }
    >
      <Summary from={from} to={to} />
      {view === 'fillings' ? (
        <FillingTable query={{ from, to, ...(outcome && { outcome }) }} opensCylinder />
      ) : (
        <Refusals from={from} to={to} page={filters.page} onPage={(page) => setFilters({ page })} />
      )}
    </PageFrame>
  );
}

type SummaryRow = Outputs['filling']['summary']['rows'][number];

function Summary(props: { from: string; to: string }) {
  const { t } = useTranslation('cylinders');
  const summary = useQuery(trpc.filling.summary.queryOptions({ from: props.from, to: props.to }));
  if (summary.error) return <ErrorNote error={summary.error} onRetry={() => summary.refetch()} />;
  const rows = summary.data?.rows ?? [];
  if (rows.length === 0) return null;
  const sum = (pick: (row: SummaryRow) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const figure = (title: string, pick: (row: SummaryRow) => number, show: (value: number) => string = String) => ({
    title,
    align: 'right' as const,
    className: 'figures',
    render: (_: unknown, row: SummaryRow) => show(pick(row)),
  });
  return (
    <Table<SummaryRow>
      size="small"
      rowKey="typeCode"
      pagination={false}
      style={{ maxWidth: 760, marginBottom: 12 }}
      dataSource={rows}
      columns={[
        { title: t('type'), dataIndex: 'typeCode' },
        figure(t('fillings.good'), (row) => row.good),
        figure(t('fillings.over'), (row) => row.overFill),
        figure(t('fillings.under'), (row) => row.underFill),
        figure(t('fillings.goodNetKg'), (row) => row.goodNetGrams, formatKilograms),
      ]}
      summary={() => (
        <Table.Summary.Row style={{ fontWeight: 600 }}>
          <Table.Summary.Cell index={0}>
            {t('fillings.total', { refusals: summary.data?.refusals ?? 0 })}
          </Table.Summary.Cell>
          {[sum((row) => row.good), sum((row) => row.overFill), sum((row) => row.underFill)].map((value, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: three fixed columns
            <Table.Summary.Cell key={i} index={i + 1} align="right" className="figures">
              {value}
            </Table.Summary.Cell>
          ))}
          <Table.Summary.Cell index={4} align="right" className="figures">
            {formatKilograms(sum((row) => row.goodNetGrams))}
          </Table.Summary.Cell>
        </Table.Summary.Row>
      )}
    />
  );
}

function Refusals(props: { from: string; to: string; page: number; onPage: (page: number) => void }) {
  const { from, to, page } = props;
  const list = useQuery(
    trpc.filling.refusals.queryOptions({ from, to, page, pageSize: 50 }, { placeholderData: (before) => before }),
  );
  return (
    <RefusalTable
      query={{ data: list.data?.items, isPending: list.isPending, error: list.error, refetch: list.refetch }}
      pagination={{
        current: page,
        pageSize: 50,
        total: list.data?.total ?? 0,
        showSizeChanger: false,
        hideOnSinglePage: true,
        size: 'small',
        onChange: props.onPage,
      }}
    />
  );
}
