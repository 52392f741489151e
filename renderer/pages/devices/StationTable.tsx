import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Tag, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { localDateTime } from '../../../main/shared/dates.ts';
import { type Outputs, queryClient, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import type { Device } from './device-state.ts';

type Station = Outputs['devices']['report']['stations'][number];

/** What the bus has learnt of its meters: how fast they answer, and which fell silent and are left alone meanwhile. */
export function StationTable({ busId }: { busId: Device['deviceId'] }) {
  const { t } = useTranslation('devices');
  const { t: word } = useTranslation('meters');
  const { token } = theme.useToken();
  const { zone } = useToday();
  const query = useQuery(trpc.devices.report.queryOptions({ busId }, { refetchInterval: 2000 }));
  const release = useMutation(
    trpc.devices.release.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.devices.report.queryKey({ busId }) }),
    }),
  );
  const known = useQuery(trpc.commissioning.known.queryOptions({ busId }));
  const meterOf = ({ protocol, address }: Station) =>
    known.data?.find((meter) => meter.protocol === protocol && meter.address === address);
  const report = query.data;
  // The silent and the doubtful ones are what somebody comes here for.
  const isTrouble = ({ isShared, quarantinedUntil }: Station) => Number(isShared || quarantinedUntil !== null);
  const stations = report?.stations.toSorted((a, b) => isTrouble(b) - isTrouble(a));
  const time = (at: number | null) => (at === null ? '—' : localDateTime(at, zone).slice(5, 16));
  return (
    <section style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      <h2 style={{ fontSize: 14, margin: 0 }}>{t('stations.title')}</h2>
      {report && (
        <div style={{ fontSize: 12, color: token.colorTextSecondary }}>
          {t(`stations.echo.${report.echo}`)} · {t('stations.lineChanges', { count: report.lineChanges })}
          {report.ignoredLines > 0 && (
            <div style={{ color: token.colorWarningText }}>
              {t('stations.ignoredLines', { count: report.ignoredLines })}
            </div>
          )}
        </div>
      )}
      {stations?.some(({ quarantinedUntil }) => quarantinedUntil !== null) && (
        <div style={{ color: token.colorWarningText }}>{t('stations.asideAdvice')}</div>
      )}
      {release.error && <ErrorNote error={release.error} />}
      <DataTable<Station>
        query={{ ...query, data: stations }}
        rowKey={({ protocol, address }) => `${protocol} ${address}`}
        pagination={(stations?.length ?? 0) > 10 ? { pageSize: 10, showSizeChanger: false, size: 'small' } : false}
        sticky={false}
        empty={{ title: t('stations.none') }}
        columns={[
          {
            title: t('stations.meter'),
            render: (_, row) => {
              const meter = meterOf(row);
              const door = [meter?.doorNo, meter?.customerName].filter(Boolean).join(' ');
              return (
                <>
                  <div className="figures">
                    {meter ? <Link to={`/meters/${meter.meterId}`}>{meter.meterNo}</Link> : row.address || '—'}
                  </div>
                  {row.isShared && <Tag color="error">{t('problem.duplicate-address')}</Tag>}
                  {door && <div>{door}</div>}
                  <div style={{ fontSize: 12, color: token.colorTextSecondary }}>
                    {word(`protocol.${row.protocol}`)}
                    {meter && meter.meterNo !== row.address && <span className="figures"> {row.address}</span>}
                  </div>
                </>
              );
            },
          },
          { title: t('stations.answers'), width: 60, align: 'right', className: 'figures', dataIndex: 'answers' },
          { title: t('stations.failures'), width: 60, align: 'right', className: 'figures', dataIndex: 'failures' },
          {
            title: t('stations.usualMs'),
            width: 96,
            align: 'right',
            className: 'figures',
            render: (_, row) => `${row.usualMs ?? '—'} / ${row.waitMs ?? '—'}`,
          },
          {
            title: t('stations.state'),
            width: 156,
            render: (_, row) =>
              row.quarantinedUntil === null ? (
                <span className="figures">{time(row.lastAnswerAt)}</span>
              ) : (
                <>
                  <Tag color="warning">{t('stations.aside', { time: time(row.quarantinedUntil) })}</Tag>
                  <Button
                    size="small"
                    loading={release.isPending}
                    onClick={() => release.mutate({ busId, protocol: row.protocol, address: row.address })}
                  >
                    {t('stations.release')}
                  </Button>
                </>
              ),
          },
        ]}
      />
    </section>
  );
}
