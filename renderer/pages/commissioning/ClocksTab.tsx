import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Progress, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DeviceId } from '../../../main/shared/ids.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { EmptyNote } from '../../ui/EmptyNote.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

type Row = NonNullable<Outputs['commissioning']['clocks']['check']>['rows'][number];

/** DL/T 645: a clock five minutes off or more does not take a broadcast. */
const BROADCAST_LIMIT_S = 300;
/** Nobody minds it. */
const GOOD_S = 30;

/** How far the clocks of a bus are off, and the broadcast that sets them. */
export function ClocksTab({ busId }: { busId: DeviceId }) {
  const { t } = useTranslation('commissioning');
  const { modal } = App.useApp();
  const clocks = useQuery(
    trpc.commissioning.clocks.queryOptions(
      { busId },
      { refetchInterval: ({ state }) => (state.data?.check?.state === 'running' ? 500 : false) },
    ),
  );
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.commissioning.clocks.queryKey({ busId }) });
  const check = useMutation(trpc.commissioning.checkClocks.mutationOptions({ onSettled: refresh }));
  const cancel = useMutation(trpc.commissioning.cancelClockCheck.mutationOptions({ onSettled: refresh }));
  const sync = useMutation(trpc.commissioning.syncClocks.mutationOptions({ onSettled: refresh }));
  const last = clocks.data?.check;
  const isRunning = last?.state === 'running';
  const confirmSync = () =>
    modal.confirm({
      title: t('clock.sync'),
      content: t('clock.syncHint'),
      okText: t('clock.sync'),
      cancelText: t('back'),
      onOk: () => sync.mutate({ busId, requestId: newRequestId() as never }),
    });
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
        {isRunning ? (
          <Button onClick={() => cancel.mutate({ busId })}>{t('cancel')}</Button>
        ) : (
          <Button onClick={() => check.mutate({ busId })}>{t('clock.check')}</Button>
        )}
        <Button disabled={isRunning} loading={sync.isPending} onClick={confirmSync}>
          {t('clock.sync')}
        </Button>
        {last && (
          <span role="status" className="figures">
            {t(`clock.${last.state}`, { done: last.rows.length, total: last.total })}
          </span>
        )}
        <span>{clocks.data?.lastSetOn && t('clock.lastSet', { date: clocks.data.lastSetOn })}</span>
      </div>
      {isRunning && (
        <Progress size="small" percent={last.total ? Math.floor((last.rows.length / last.total) * 100) : 0} />
      )}
      {check.error && <ErrorNote error={check.error} />}
      {sync.error && <ErrorNote error={sync.error} />}
      {last?.refusal && (
        <Alert type="error" showIcon title={t(last.refusal.code, { ns: 'errors', ...last.refusal.params })} />
      )}
      {last && last.rows.length > 0 ? (
        <ClockTable rows={last.rows} />
      ) : (
        <EmptyNote title={t('clock.empty')} hint={t('clock.emptyHint')} />
      )}
    </div>
  );
}

function ClockTable({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation('commissioning');
  const { t: word } = useTranslation('meters');
  return (
    <Table<Row>
      size="small"
      sticky
      rowKey="meterId"
      dataSource={rows}
      pagination={false}
      columns={[
        { title: word('meterNo'), dataIndex: 'meterNo', className: 'figures', width: 180 },
        { title: word('address'), dataIndex: 'address', className: 'figures', width: 160 },
        {
          title: t('clock.ahead'),
          align: 'right',
          className: 'figures',
          width: 120,
          sorter: (a, b) => Math.abs(a.aheadSeconds ?? 0) - Math.abs(b.aheadSeconds ?? 0),
          render: (_, row) => (row.aheadSeconds === null ? '—' : signed(row.aheadSeconds)),
        },
        { title: t('state'), render: (_, row) => <ClockState row={row} /> },
      ]}
    />
  );
}

function ClockState({ row }: { row: Row }) {
  const { t } = useTranslation('commissioning');
  const { aheadSeconds, refusal } = row;
  if (refusal) return <>{t(refusal.code, { ns: 'errors', ...refusal.params })}</>;
  if (aheadSeconds === null) return <Tag>{t('clock.none')}</Tag>;
  if (Math.abs(aheadSeconds) >= BROADCAST_LIMIT_S) return <Tag color="error">{t('clock.tooFar')}</Tag>;
  return Math.abs(aheadSeconds) > GOOD_S ? (
    <Tag color="warning">{t('clock.off')}</Tag>
  ) : (
    <Tag color="success">{t('clock.good')}</Tag>
  );
}

function signed(seconds: number): string {
  return seconds > 0 ? `+${seconds}` : String(seconds);
}
