import { useMutation } from '@tanstack/react-query';
import { App, Button, Progress, Space, Switch, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { queryClient, trpc } from '../../app/api.ts';
import { useProgress } from '../../app/live.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { timeText } from './minutes.ts';
import { at } from './moments.ts';
import type { ScheduleRow } from './schedule-row.ts';

const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.polling.pathKey() });

export function ScheduleTable(props: {
  query: { data?: ScheduleRow[] | undefined; isPending: boolean; error: unknown; refetch(): unknown };
  maySet: boolean;
  onAdd: () => void;
  onEdit: (schedule: ScheduleRow) => void;
}) {
  const { t } = useTranslation('polling');
  const { zone } = useToday();
  const { modal } = App.useApp();
  const enable = useMutation(trpc.polling.enable.mutationOptions({ onSettled: refresh }));
  const remove = useMutation(trpc.polling.remove.mutationOptions({ onSettled: refresh }));
  const { maySet } = props;
  const ask = (row: ScheduleRow) =>
    modal.confirm({
      title: t('removeTitle', { name: row.name }),
      content: t('removeWhat'),
      okText: t('remove'),
      cancelText: t('cancel'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync({ scheduleId: row.scheduleId, version: row.version }),
    });
  const failure = enable.error ?? remove.error;
  return (
    <>
      {failure && <ErrorNote error={failure} />}
      <DataTable<ScheduleRow>
        query={props.query}
        rowKey="scheduleId"
        empty={{
          title: t('empty'),
          hint: t('emptyHint'),
          ...(maySet && { action: { label: t('add'), onClick: props.onAdd } }),
        }}
        columns={[
          { title: t('columns.name'), dataIndex: 'name' },
          { title: t('columns.kind'), width: 110, render: (_, row) => <Tag>{t(`kind.${row.kind}`)}</Tag> },
          { title: t('columns.when'), width: 150, className: 'figures', render: (_, row) => whenText(t, row) },
          { title: t('columns.scope'), render: (_, row) => scopeText(t, row) },
          { title: t('columns.next'), width: 130, className: 'figures', render: (_, row) => at(row.nextAt, zone) },
          { title: t('columns.last'), width: 190, render: (_, row) => <LastRun row={row} zone={zone} /> },
          {
            title: t('columns.enabled'),
            width: 76,
            render: (_, row) => (
              <Switch
                size="small"
                aria-label={t('enableFor', { name: row.name })}
                checked={row.isEnabled}
                disabled={!maySet || enable.isPending}
                onChange={(isEnabled) => enable.mutate({ scheduleId: row.scheduleId, version: row.version, isEnabled })}
              />
            ),
          },
          {
            key: 'actions',
            width: 230,
            align: 'right',
            render: (_, row) => (
              <Space size={4}>
                <RunButton row={row} />
                {maySet && (
                  <>
                    <Button size="small" type="link" onClick={() => props.onEdit(row)}>
                      {t('edit')}
                    </Button>
                    <Button size="small" type="link" danger disabled={row.isRunning} onClick={() => ask(row)}>
                      {t('remove')}
                    </Button>
                  </>
                )}
              </Space>
            ),
          },
        ]}
      />
    </>
  );
}

type T = (key: string, params?: Record<string, unknown>) => string;

function whenText(t: T, row: ScheduleRow): string {
  if (row.kind === 'interval') return t('when.interval');
  const time = timeText(row.atMinute);
  return row.kind === 'daily' ? t('when.daily', { time }) : t('when.settlement', { time, day: row.monthDay });
}

function scopeText(t: T, { scope, meters }: ScheduleRow): string {
  const parts = [
    ...(scope.service ? [t(`services.${scope.service}`)] : []),
    ...(scope.buildings.length > 0
      ? [t('scope.buildings', { names: scope.buildings.join(t('scope.separator')) })]
      : []),
    ...(scope.busIds.length > 0 ? [t('scope.buses', { count: scope.busIds.length })] : []),
    ...(scope.meterIds.length > 0 ? [t('scope.chosen')] : []),
  ];
  return t('scope.text', { what: parts.length === 0 ? t('scope.all') : parts.join(' · '), meters });
}

function LastRun({ row, zone }: { row: ScheduleRow; zone: string }) {
  const { t } = useTranslation('polling');
  const progress = useProgress(`polling:${row.scheduleId}`);
  if (row.isRunning)
    return (
      <Progress
        size="small"
        aria-label={t('run.progressOf', { name: row.name })}
        percent={progress?.total ? Math.floor((progress.done / progress.total) * 100) : 0}
      />
    );
  const run = row.lastRun;
  if (!run) return <>—</>;
  return (
    <span className="figures">
      {at(run.startedAt, zone)} {t('run.gotOf', { got: run.got, wanted: run.wanted })}
    </span>
  );
}

function RunButton({ row }: { row: ScheduleRow }) {
  const { t } = useTranslation('polling');
  const may = useMay('readings.write');
  const { message } = App.useApp();
  const start = useMutation(
    trpc.polling.run.mutationOptions({
      onSuccess: () => message.info(t('run.started', { name: row.name })),
      onSettled: refresh,
    }),
  );
  const stop = useMutation(trpc.polling.cancel.mutationOptions({ onSettled: refresh }));
  if (!may) return null;
  return row.isRunning ? (
    <Button size="small" danger loading={stop.isPending} onClick={() => stop.mutate({ scheduleId: row.scheduleId })}>
      {t('run.stop')}
    </Button>
  ) : (
    <Button
      size="small"
      loading={start.isPending}
      disabled={row.meters === 0}
      onClick={() => start.mutate({ scheduleId: row.scheduleId })}
    >
      {t('run.now')}
    </Button>
  );
}
