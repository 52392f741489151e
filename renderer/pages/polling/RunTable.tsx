import { useQuery } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useToday } from '../../ui/useToday.ts';
import { at } from './moments.ts';

const COLOURS = { running: 'processing', done: 'default', cancelled: 'warning', interrupted: 'warning' } as const;

/** The last polls. Quarters of an hour are not among them: there are ninety-six a day. */
export function RunTable() {
  const { t } = useTranslation('polling');
  const { zone } = useToday();
  const runs = useQuery(trpc.polling.runs.queryOptions());
  return (
    <DataTable<Outputs['polling']['runs'][number]>
      query={runs}
      rowKey="runId"
      empty={{ title: t('run.empty'), hint: t('run.emptyHint') }}
      columns={[
        {
          title: t('columns.startedAt'),
          width: 130,
          className: 'figures',
          render: (_, row) => at(row.startedAt, zone),
        },
        { title: t('columns.endedAt'), width: 130, className: 'figures', render: (_, row) => at(row.endedAt, zone) },
        { title: t('columns.name'), render: (_, row) => row.scheduleName ?? t('run.retry') },
        { title: t('columns.cause'), width: 110, render: (_, row) => t(`run.cause.${row.cause}`) },
        {
          title: t('columns.state'),
          width: 110,
          render: (_, row) => <Tag color={COLOURS[row.state]}>{t(`run.state.${row.state}`)}</Tag>,
        },
        {
          title: t('columns.got'),
          width: 140,
          align: 'right',
          className: 'figures',
          render: (_, row) => t('run.gotOf', { got: row.got, wanted: row.wanted }),
        },
        {
          title: t('columns.who'),
          width: 120,
          render: (_, row) => (row.userName === 'polling' ? t('run.itself') : row.userName),
        },
      ]}
    />
  );
}
