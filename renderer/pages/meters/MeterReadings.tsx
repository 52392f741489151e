import { useQuery } from '@tanstack/react-query';
import { type TableColumnsType, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { MeterId } from '../../../main/shared/ids.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useToday } from '../../ui/useToday.ts';

type Reading = Outputs['readings']['ofMeter'][number];

const PERIODS = ['sharp', 'peak', 'flat', 'valley'] as const;
const STATE_COLOURS = { accepted: 'success', doubtful: 'warning', rejected: 'default' } as const;

/** The readings of a meter, the newest first, rejected ones too. */
export function MeterReadings({ meterId }: { meterId: MeterId }) {
  const { t } = useTranslation(['meters', 'readings']);
  const { zone } = useToday();
  const readings = useQuery(trpc.readings.ofMeter.queryOptions({ meterId, limit: 200 }));
  const hasPeriods = readings.data?.some((reading) => PERIODS.some((period) => reading[`${period}Milli`] !== null));
  const figure = (milli: number | null) => (milli === null ? '—' : formatMilli(milli, 2));
  const periods: TableColumnsType<Reading> = PERIODS.map((period) => ({
    title: t(`readings:${period}`),
    align: 'right',
    width: 110,
    className: 'figures',
    render: (_, reading) => figure(reading[`${period}Milli`]),
  }));
  return (
    <DataTable
      query={readings}
      rowKey="readingId"
      empty={{ title: t('reading.none'), hint: t('reading.noneHint') }}
      columns={[
        {
          title: t('readings:readAt'),
          className: 'figures',
          width: 150,
          render: (_, reading) => localDateTime(reading.readAt, zone).slice(0, 16),
        },
        {
          title: t('reading.total'),
          align: 'right',
          width: 130,
          className: 'figures',
          render: (_, reading) => figure(reading.totalMilli),
        },
        ...(hasPeriods ? periods : []),
        { title: t('reading.role'), width: 90, render: (_, reading) => t(`reading.roles.${reading.role}`) },
        { title: t('readings:source'), width: 80, render: (_, reading) => t(`readings:sources.${reading.source}`) },
        {
          title: t('stateTitle'),
          width: 90,
          render: (_, reading) => (
            <Tag color={STATE_COLOURS[reading.state]}>{t(`readings:states.${reading.state}`)}</Tag>
          ),
        },
        { title: t('reading.note'), ellipsis: true, render: (_, reading) => reading.note || '—' },
      ]}
    />
  );
}
