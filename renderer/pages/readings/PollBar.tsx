import { ApiOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../app/api.ts';
import { useProgress } from '../../app/live.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

type Poll = ReturnType<typeof usePoll>;

/** Reads every wired meter now; one poll runs in the station at a time, whichever window asked for it. */
export function usePoll() {
  const poll = useMutation(trpc.readings.poll.mutationOptions());
  const progress = useProgress('readings.poll');
  return { poll, progress, isRunning: poll.isPending || progress?.state === 'running' };
}

export function PollButton({ poll, isRunning }: Poll) {
  const { t } = useTranslation('readings');
  return (
    <Button icon={<ApiOutlined />} disabled={isRunning} onClick={() => poll.mutate({})}>
      {t('poll')}
    </Button>
  );
}

/** Progress while meters are read, a way to stop, and afterwards who did not answer and why. */
export function PollBar({ poll, progress, isRunning }: Poll) {
  const { t } = useTranslation(['readings', 'errors']);
  const cancel = useMutation(trpc.readings.cancelPoll.mutationOptions());
  const result = poll.data;
  if (!isRunning && !poll.error && !result) return null;
  return (
    <div style={{ display: 'flex', gap: 12, alignItems: 'center', paddingBottom: 8, flexWrap: 'wrap' }}>
      {isRunning && (
        <>
          <Progress
            style={{ width: 260, margin: 0 }}
            size="small"
            percent={progress?.total ? Math.floor((progress.done / progress.total) * 100) : 0}
          />
          <span className="figures" role="status">
            {t('readings:polling', { done: progress?.done ?? 0, total: progress?.total ?? 0 })}
          </span>
          <Button size="small" onClick={() => cancel.mutate()}>
            {t('readings:pollCancel')}
          </Button>
        </>
      )}
      {!isRunning && poll.error && <ErrorNote error={poll.error} />}
      {!isRunning && result && (
        <Alert
          type={result.total === 0 || result.failed.length > 0 ? 'warning' : 'success'}
          showIcon
          closable={{ onClose: poll.reset }}
          style={{ flex: 1, padding: '2px 12px' }}
          title={
            result.total === 0
              ? t('readings:noWired')
              : t(result.isCancelled ? 'readings:pollCancelled' : 'readings:polled', {
                  ...result,
                  failed: result.failed.length,
                })
          }
          description={
            result.total === 0 ? (
              t('readings:noWiredHint')
            ) : result.failed.length > 0 ? (
              <ul style={{ margin: 0, paddingInlineStart: 18, maxHeight: 110, overflow: 'auto' }}>
                {result.failed.map((f) => (
                  <li key={f.meterId}>
                    {t(f.code, {
                      ...f.params,
                      ns: 'errors',
                      meterNo: f.meterNo,
                      defaultValue: `${f.meterNo} ${f.code}`,
                    })}
                  </li>
                ))}
              </ul>
            ) : undefined
          }
        />
      )}
    </div>
  );
}
