import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import type { DeviceId } from '../../../main/shared/ids.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { EmptyNote } from '../../ui/EmptyNote.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import { JobBar } from './JobBar.tsx';

type Run = NonNullable<Outputs['commissioning']['freeze']>;
type Row = Run['rows'][number];

/** Meters date what they keep by their own clocks, to the minute; those of the standard may be off by this. */
const SAME_MS = 5 * 60_000;

/** All meters of a bus keep their registers at one moment, and what they kept is read. */
export function FreezeTab({ busId }: { busId: DeviceId }) {
  const { t } = useTranslation('commissioning');
  const { modal } = App.useApp();
  const { zone } = useToday();
  const query = useQuery(
    trpc.commissioning.freeze.queryOptions(
      { busId },
      { refetchInterval: ({ state }) => (state.data?.state === 'running' ? 500 : false) },
    ),
  );
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.commissioning.freeze.queryKey({ busId }) });
  const freeze = useMutation(trpc.commissioning.freezeNow.mutationOptions({ onSettled: refresh }));
  const cancel = useMutation(trpc.commissioning.cancelFreeze.mutationOptions({ onSettled: refresh }));
  const run = query.data ?? null;
  const confirmFreeze = () => {
    const requestId = newRequestId() as never;
    modal.confirm({
      title: t('freeze.title'),
      content: t('freeze.hint'),
      okText: t('freeze.now'),
      cancelText: t('back'),
      onOk: () => freeze.mutate({ busId, requestId }),
    });
  };
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
      <JobBar job={run} words="freeze">
        {run?.state === 'running' ? (
          <Button onClick={() => cancel.mutate({ busId })}>{t('cancel')}</Button>
        ) : (
          <Button type="primary" loading={freeze.isPending} onClick={confirmFreeze}>
            {t('freeze.now')}
          </Button>
        )}
        {run && <span className="figures">{t('freeze.orderedAt', { time: localDateTime(run.orderedAt, zone) })}</span>}
      </JobBar>
      {query.error && <ErrorNote error={query.error} onRetry={() => query.refetch()} />}
      {freeze.error && <ErrorNote error={freeze.error} />}
      {run && run.rows.length > 0 ? (
        <FreezeTable run={run} zone={zone} />
      ) : (
        query.isSuccess &&
        run?.state !== 'running' && <EmptyNote title={t('freeze.empty')} hint={t('freeze.emptyHint')} />
      )}
    </div>
  );
}

function FreezeTable({ run, zone }: { run: Run; zone: string }) {
  const { t } = useTranslation('commissioning');
  const { t: word } = useTranslation('meters');
  return (
    <Table<Row>
      size="small"
      sticky
      rowKey="meterId"
      dataSource={run.rows}
      pagination={false}
      columns={[
        { title: word('meterNo'), dataIndex: 'meterNo', className: 'figures', width: 180 },
        { title: word('address'), dataIndex: 'address', className: 'figures', width: 160 },
        {
          title: t('freeze.frozenAt'),
          className: 'figures',
          width: 160,
          render: (_, { frozenAt }) => (frozenAt === null ? '—' : localDateTime(frozenAt, zone).slice(0, 16)),
        },
        {
          title: t('billing:inUnit', { what: t('freeze.total'), unit: 'kWh' }),
          align: 'right',
          className: 'figures',
          width: 140,
          render: (_, { totalMilli }) => (totalMilli === null ? '—' : formatMilli(totalMilli, 2)),
        },
        { title: t('state'), render: (_, row) => <FreezeState row={row} orderedAt={run.orderedAt} /> },
      ]}
    />
  );
}

function FreezeState({ row: { frozenAt, refusal }, orderedAt }: { row: Row; orderedAt: number }) {
  const { t } = useTranslation('commissioning');
  if (refusal) return <>{t(refusal.code, { ns: 'errors', ...refusal.params })}</>;
  return frozenAt !== null && Math.abs(frozenAt - orderedAt) <= SAME_MS ? (
    <Tag color="success">{t('freeze.kept')}</Tag>
  ) : (
    <span>
      <Tag color="warning">!</Tag>
      {t('freeze.dated')}
    </span>
  );
}
