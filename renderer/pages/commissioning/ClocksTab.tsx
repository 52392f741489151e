import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DeviceId } from '../../../main/shared/ids.ts';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';
import { EmptyNote } from '../../ui/EmptyNote.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ClockTable } from './ClockTable.tsx';
import { JobBar } from './JobBar.tsx';

/** How far the clocks of a bus are off, and what sets them: a broadcast for all, an order for one. */
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
  const last = clocks.data?.check ?? null;
  const isRunning = last?.state === 'running';
  const confirmSync = () => {
    const requestId = newRequestId() as never;
    modal.confirm({
      title: t('clock.sync'),
      content: t('clock.syncHint'),
      okText: t('clock.sync'),
      cancelText: t('back'),
      onOk: () => sync.mutate({ busId, requestId }),
    });
  };
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
      <JobBar job={last} words="clock">
        {isRunning ? (
          <Button onClick={() => cancel.mutate({ busId })}>{t('cancel')}</Button>
        ) : (
          <Button type="primary" onClick={() => check.mutate({ busId })}>
            {t('clock.check')}
          </Button>
        )}
        <Button disabled={isRunning} loading={sync.isPending} onClick={confirmSync}>
          {t('clock.sync')}
        </Button>
        <span>{clocks.data?.lastSetOn && t('clock.lastSet', { date: clocks.data.lastSetOn })}</span>
      </JobBar>
      {clocks.error && <ErrorNote error={clocks.error} onRetry={() => clocks.refetch()} />}
      {check.error && <ErrorNote error={check.error} />}
      {sync.error && <ErrorNote error={sync.error} />}
      {last && last.rows.length > 0 ? (
        <ClockTable rows={last.rows} isBusy={isRunning} onSet={refresh} />
      ) : (
        clocks.isSuccess && !isRunning && <EmptyNote title={t('clock.empty')} hint={t('clock.emptyHint')} />
      )}
    </div>
  );
}
