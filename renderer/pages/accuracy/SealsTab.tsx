import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { type AccuracyFilters, pages } from './filters.ts';

type Row = Outputs['accuracy']['seals']['rows'][number];
const STATES = ['all', 'broken', 'on', 'off'] as const;
export const SEAL_COLOURS = { 'put-on': 'success', removed: 'default', broken: 'error' } as const;

export function SealsTab({ of, onOpen }: { of: AccuracyFilters; onOpen: (meterId: number) => void }) {
  const { t } = useTranslation(['accuracy', 'readings']);
  const { filters, setFilters, paging } = of;
  const list = useQuery(
    trpc.accuracy.seals.queryOptions({ state: filters.seals, ...paging }, { placeholderData: keepPreviousData }),
  );
  return (
    <>
      <div style={{ paddingBottom: 8 }}>
        <Segmented
          aria-label={t('seal.show')}
          value={filters.seals}
          options={STATES.map((value) => ({
            value,
            label: `${t(`seal.shows.${value}`)}${value === 'broken' && list.data ? ` ${list.data.broken}` : ''}`,
          }))}
          onChange={(value) => setFilters({ seals: value, page: 1 })}
        />
      </div>
      <DataTable<Row>
        query={{ ...list, data: list.data?.rows }}
        rowKey="sealEventId"
        empty={{ title: t('seal.none'), hint: t('seal.noneHint') }}
        onOpen={(row) => onOpen(row.meterId)}
        pagination={pages(of, list.data?.total ?? 0)}
        columns={[
          { title: t('seal.no'), dataIndex: 'sealNo', width: 140, className: 'figures' },
          {
            title: t('seal.state'),
            width: 100,
            render: (_, row) => <Tag color={SEAL_COLOURS[row.kind]}>{t(`seal.kinds.${row.kind}`)}</Tag>,
          },
          { title: t('seal.place'), width: 110, render: (_, row) => t(`seal.places.${row.place}`) },
          { title: t('readings:meter'), dataIndex: 'meterNo', width: 150 },
          { title: t('readings:door'), dataIndex: 'doorNo', width: 120 },
          { title: t('readings:customer'), dataIndex: 'customerName', width: 110, ellipsis: true },
          { title: t('day'), dataIndex: 'onDate', width: 120, className: 'figures' },
          { title: t('doneBy'), dataIndex: 'doneBy', width: 110 },
          { title: t('note'), dataIndex: 'note', ellipsis: true },
        ]}
      />
    </>
  );
}
