import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Progress, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { GapState } from '../../../main/modules/polling/daily.schema.ts';
import { SCHEDULE_KINDS } from '../../../main/modules/polling/polling.schema.ts';
import { RequestId } from '../../../main/shared/ids.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { useProgress } from '../../app/live.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { ListFilters, ListPages } from './ListFilters.tsx';
import { at } from './moments.ts';
import { PollingNav } from './PollingNav.tsx';
import { SettleButtons } from './SettleButtons.tsx';

type GapRow = Outputs['polling']['gaps']['rows'][number];
const SHOWS = [...GapState.options, 'all'] as const;
const PAGE = 50;
const Search = z.object({
  show: z.enum(SHOWS).default('open').catch('open'),
  kind: z
    .enum(['any', ...SCHEDULE_KINDS])
    .default('any')
    .catch('any'),
  text: z.string().max(60).default('').catch(''),
  page: z.coerce.number().int().min(1).default(1).catch(1),
});

/** What was wanted of meters and did not come, day by day, with the reason; chosen ones are asked for again or settled. */
export function GapsPage() {
  const { t } = useTranslation(['polling', 'errors']);
  const { zone } = useToday();
  const mayRetry = useMay('readings.write');
  const maySettle = useMay('readings.review');
  const [search, setSearch] = useSearchState(Search);
  const [chosen, setChosen] = useState<GapRow[]>([]);
  const { show, kind, text, page } = search;
  const filter = { show, kind: kind === 'any' ? null : kind, text, offset: (page - 1) * PAGE, limit: PAGE };
  const gaps = useQuery(trpc.polling.gaps.queryOptions(filter));
  const refine = (change: Partial<typeof search>) => {
    setChosen([]);
    setSearch({ page: 1, ...change });
  };
  return (
    <PageFrame
      title={t('polling:title')}
      beside={<PollingNav />}
      filters={
        <ListFilters
          shows={SHOWS.map((value) => ({ value, label: t(`polling:gaps.shows.${value}`) }))}
          kinds={(['any', ...SCHEDULE_KINDS] as const).map((value) => ({ value, label: t(`polling:kind.${value}`) }))}
          search={search}
          onRefine={refine}
        />
      }
      extra={
        <Space>
          {maySettle && <SettleButtons chosen={chosen} onDone={() => setChosen([])} />}
          {mayRetry && <RetryButton chosen={chosen} onDone={() => setChosen([])} />}
        </Space>
      }
    >
      <RetryBar />
      <DataTable<GapRow>
        query={{ ...gaps, data: gaps.data?.rows }}
        rowKey="gapId"
        pagination={false}
        empty={{ title: t('polling:gaps.empty'), hint: t('polling:gaps.emptyHint') }}
        {...((mayRetry || maySettle) && {
          rowSelection: {
            selectedRowKeys: chosen.map(({ gapId }) => gapId),
            // Chosen on one page of the list, they stay chosen on the next.
            preserveSelectedRowKeys: true,
            onChange: (_, rows) => setChosen(rows),
            getCheckboxProps: (row) => ({
              disabled: !(mayRetry && row.canRetry) && !(maySettle && row.state !== 'filled'),
              'aria-label': `${row.meterNo} ${row.day}`,
            }),
          },
        })}
        columns={[
          { title: t('polling:columns.day'), dataIndex: 'day', width: 110, className: 'figures' },
          { title: t('polling:columns.kind'), width: 90, render: (_, row) => t(`polling:kind.${row.kind}`) },
          { title: t('polling:columns.meter'), dataIndex: 'meterNo', width: 125, className: 'figures' },
          {
            title: t('polling:columns.place'),
            width: 130,
            ellipsis: true,
            render: (_, row) => `${row.doorNo} ${row.customerName}`.trim() || '—',
          },
          { title: t('polling:columns.bus'), dataIndex: 'busName', width: 120, ellipsis: true },
          {
            title: t('polling:columns.reason'),
            render: (_, row) => (
              <>
                {reasonOf(t, row)}
                {row.settledAt !== null && (
                  <div>
                    {t('polling:gaps.settledWhy', {
                      who: row.settledBy,
                      at: at(row.settledAt, zone),
                      why: row.settledWhy,
                    })}
                  </div>
                )}
              </>
            ),
          },
          {
            title: t('polling:columns.tries'),
            width: 110,
            align: 'right',
            className: 'figures',
            render: (_, row) =>
              row.kind === 'interval'
                ? t('polling:gaps.quarters', { count: row.missed })
                : t('polling:gaps.tries', { count: row.tries }),
          },
          {
            title: t('polling:columns.lastTry'),
            width: 120,
            className: 'figures',
            render: (_, row) => at(row.lastAt, zone),
          },
          ...(show === 'open' || show === 'settled'
            ? []
            : [
                {
                  title: t('polling:columns.filled'),
                  width: 120,
                  className: 'figures',
                  render: (_: unknown, row: GapRow) => at(row.filledAt, zone),
                },
              ]),
        ]}
      />
      <ListPages
        page={page}
        pageSize={PAGE}
        total={gaps.data?.total ?? 0}
        onPage={(next) => setSearch({ page: next })}
      />
    </PageFrame>
  );
}

function reasonOf(
  t: (key: string, params: Record<string, unknown>) => string,
  { reasonCode, params, meterNo, day }: GapRow,
): string {
  return t(reasonCode, { ...params, ns: 'errors', meterNo, day, defaultValue: reasonCode });
}

function RetryButton({ chosen, onDone }: { chosen: readonly GapRow[]; onDone: () => void }) {
  const { t } = useTranslation('polling');
  const gapIds = chosen.flatMap(({ gapId, canRetry }) => (canRetry ? [gapId] : []));
  const progress = useProgress('polling:0');
  const retry = useMutation(
    trpc.polling.retryGaps.mutationOptions({
      onSuccess: onDone,
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.polling.pathKey() }),
    }),
  );
  return (
    <>
      {retry.error && <ErrorNote error={retry.error} />}
      {retry.data && !retry.isPending && (
        <Alert
          showIcon
          style={{ padding: '2px 10px' }}
          type={retry.data.filled === retry.data.asked ? 'success' : 'warning'}
          title={t('gaps.retried', retry.data)}
        />
      )}
      <Button
        type="primary"
        disabled={gapIds.length === 0 || progress?.state === 'running'}
        loading={retry.isPending}
        onClick={() => retry.mutate({ gapIds, requestId: RequestId.parse(newRequestId()) })}
      >
        {t('gaps.retry', { count: gapIds.length })}
      </Button>
    </>
  );
}

function RetryBar() {
  const { t } = useTranslation('polling');
  const progress = useProgress('polling:0');
  const cancel = useMutation(trpc.polling.cancelRetry.mutationOptions());
  if (progress?.state !== 'running') return null;
  return (
    <div style={{ display: 'flex', gap: 12, alignItems: 'center', paddingBottom: 8 }}>
      <Progress
        style={{ width: 260, margin: 0 }}
        size="small"
        percent={progress.total ? Math.floor((progress.done / progress.total) * 100) : 0}
      />
      <span className="figures" role="status">
        {t('gaps.retrying', { done: progress.done, total: progress.total })}
      </span>
      <Button size="small" onClick={() => cancel.mutate()}>
        {t('run.stop')}
      </Button>
    </div>
  );
}
