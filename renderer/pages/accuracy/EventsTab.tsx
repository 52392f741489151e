import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useToday } from '../../ui/useToday.ts';
import { type AccuracyFilters, pages } from './filters.ts';

type Row = Outputs['accuracy']['events']['rows'][number];

export function EventsTab({ of, onOpen }: { of: AccuracyFilters; onOpen: (meterId: number) => void }) {
  const { t } = useTranslation(['accuracy', 'readings']);
  const { zone } = useToday();
  const { filters, setFilters, paging } = of;
  const list = useQuery(
    trpc.accuracy.events.queryOptions({ show: filters.events, ...paging }, { placeholderData: keepPreviousData }),
  );
  return (
    <>
      <div style={{ paddingBottom: 8 }}>
        <Segmented
          aria-label={t('event.show')}
          value={filters.events}
          options={(['open', 'all'] as const).map((value) => ({
            value,
            label: `${t(`event.shows.${value}`)}${value === 'open' && list.data ? ` ${list.data.open}` : ''}`,
          }))}
          onChange={(value) => setFilters({ events: value, page: 1 })}
        />
      </div>
      <DataTable<Row>
        query={{ ...list, data: list.data?.rows }}
        rowKey="meterEventId"
        empty={{ title: t(filters.events === 'open' ? 'event.noneOpen' : 'event.none'), hint: t('event.noneHint') }}
        onOpen={(row) => onOpen(row.meterId)}
        pagination={pages(of, list.data?.total ?? 0)}
        columns={[
          {
            title: t('event.at'),
            width: 150,
            className: 'figures',
            render: (_, row) => localDateTime(row.occurredAt, zone).slice(0, 16),
          },
          { title: t('event.kind'), width: 120, render: (_, row) => t(`event.kinds.${row.kind}`) },
          { title: t('event.source'), width: 100, render: (_, row) => t(`event.sources.${row.source}`) },
          { title: t('readings:meter'), dataIndex: 'meterNo', width: 150 },
          { title: t('readings:door'), dataIndex: 'doorNo', width: 120 },
          { title: t('readings:customer'), dataIndex: 'customerName', width: 110, ellipsis: true },
          { title: t('note'), dataIndex: 'note', ellipsis: true },
          {
            title: t('seal.state'),
            width: 220,
            render: (_, row) =>
              row.settledAt === null ? (
                <Tag color="warning">{t('event.open')}</Tag>
              ) : (
                t('event.settled', { who: row.settledBy, note: row.settledNote })
              ),
          },
        ]}
      />
    </>
  );
}
