import { useQuery } from '@tanstack/react-query';
import { Button, Space, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { z } from 'zod';
import { ALERT_KINDS } from '../../../main/modules/polling/policy.schema.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';
import { DecideDialog } from './DecideDialog.tsx';
import { ListFilters, ListPages } from './ListFilters.tsx';
import { at } from './moments.ts';
import { PolicyDrawer } from './PolicyDrawer.tsx';
import { PollingNav } from './PollingNav.tsx';

type AlertRow = Outputs['polling']['alerts']['rows'][number];
const SHOWS = ['live', 'open', 'acknowledged', 'closed', 'all'] as const;
const PAGE = 50;
const COLOURS = { open: 'error', acknowledged: 'warning', closed: 'default' } as const;
const Search = z.object({
  show: z.enum(SHOWS).default('live').catch('live'),
  kind: z
    .enum(['any', ...ALERT_KINDS])
    .default('any')
    .catch('any'),
  text: z.string().max(60).default('').catch(''),
  page: z.coerce.number().int().min(1).default(1).catch(1),
});

/** What is wrong with meters and waits for somebody: taken notice of, then closed, each with a note. */
export function AlertsPage() {
  const { t } = useTranslation('polling');
  const { zone } = useToday();
  const mayDecide = useMay('readings.review');
  const [search, setSearch] = useSearchState(Search);
  const [chosen, setChosen] = useState<number[]>([]);
  const [deciding, setDeciding] = useState<'acknowledge' | 'close'>();
  const [isSetting, setSetting] = useState(false);
  const { show, kind, text, page } = search;
  const filter = { show, kind: kind === 'any' ? null : kind, text, offset: (page - 1) * PAGE, limit: PAGE };
  const alerts = useQuery(trpc.polling.alerts.queryOptions(filter));
  const refine = (change: Partial<typeof search>) => {
    setChosen([]);
    setSearch({ page: 1, ...change });
  };
  return (
    <PageFrame
      title={t('title')}
      beside={<PollingNav />}
      filters={
        <ListFilters
          shows={SHOWS.map((value) => ({ value, label: t(`alerts.shows.${value}`) }))}
          kinds={(['any', ...ALERT_KINDS] as const).map((value) => ({ value, label: t(`alerts.kind.${value}`) }))}
          search={search}
          onRefine={refine}
        />
      }
      extra={
        <Space>
          <Button onClick={() => setSetting(true)}>{t('policy.title')}</Button>
          {mayDecide && (
            <>
              <Button disabled={chosen.length === 0} onClick={() => setDeciding('acknowledge')}>
                {t('alerts.acknowledge', { count: chosen.length })}
              </Button>
              <Button type="primary" disabled={chosen.length === 0} onClick={() => setDeciding('close')}>
                {t('alerts.close', { count: chosen.length })}
              </Button>
            </>
          )}
        </Space>
      }
    >
      <DataTable<AlertRow>
        query={{ ...alerts, data: alerts.data?.rows }}
        rowKey="alertId"
        pagination={false}
        empty={{ title: t('alerts.empty'), hint: t('alerts.emptyHint') }}
        {...(mayDecide && {
          rowSelection: {
            selectedRowKeys: chosen,
            onChange: (keys) => setChosen(keys as number[]),
            getCheckboxProps: (row) => ({
              disabled: row.state === 'closed',
              'aria-label': `${row.meterNo} ${t(`alerts.kind.${row.kind}`)}`,
            }),
          },
        })}
        columns={[
          {
            title: t('columns.state'),
            width: 90,
            render: (_, row) => <Tag color={COLOURS[row.state]}>{t(`alerts.state.${row.state}`)}</Tag>,
          },
          { title: t('columns.kind'), width: 110, render: (_, row) => t(`alerts.kind.${row.kind}`) },
          {
            title: t('columns.meter'),
            width: 140,
            className: 'figures',
            render: (_, row) => <Link to={`/meters/${row.meterId}`}>{row.meterNo}</Link>,
          },
          {
            title: t('columns.place'),
            width: 150,
            ellipsis: true,
            render: (_, row) => `${row.doorNo} ${row.customerName}`.trim() || '—',
          },
          { title: t('alerts.figure'), render: (_, row) => figureOf(t, row) },
          { title: t('alerts.openedAt'), width: 110, className: 'figures', render: (_, row) => at(row.openedAt, zone) },
          {
            title: t('alerts.seen'),
            width: 150,
            className: 'figures',
            render: (_, row) => t('alerts.seenTimes', { count: row.seen, at: at(row.seenAt, zone) }),
          },
          { title: t('alerts.handled'), width: 220, render: (_, row) => <Handled row={row} zone={zone} /> },
        ]}
      />
      <ListPages
        page={page}
        pageSize={PAGE}
        total={alerts.data?.total ?? 0}
        onPage={(next) => setSearch({ page: next })}
      />
      {deciding && (
        <DecideDialog
          alertIds={chosen}
          decision={deciding}
          onClose={(isDone) => {
            setDeciding(undefined);
            if (isDone) setChosen([]);
          }}
        />
      )}
      {isSetting && <PolicyDrawer onClose={() => setSetting(false)} />}
    </PageFrame>
  );
}

function figureOf(
  t: (key: string, params?: Record<string, unknown>) => string,
  { kind, valueMilli, limitMilli, service }: AlertRow,
): string {
  if (valueMilli === null) return t(`alerts.what.${kind}`);
  const unit = t(kind === 'jump' ? `usageUnit.${service}` : `alerts.unit.${kind}`);
  const value = formatMilli(valueMilli);
  return limitMilli === null
    ? t('alerts.value', { value, unit })
    : t('alerts.valueOfLimit', { value, limit: formatMilli(limitMilli), unit });
}

function Handled({ row, zone }: { row: AlertRow; zone: string }) {
  const { t } = useTranslation('polling');
  if (row.state === 'open') return <>—</>;
  const isClosed = row.state === 'closed';
  const who = isClosed ? row.closedBy || t('alerts.byItself') : row.acknowledgedBy;
  return (
    <>
      {who} <span className="figures">{at(isClosed ? row.closedAt : row.acknowledgedAt, zone)}</span>
      {row.note && <div>{row.note}</div>}
    </>
  );
}
