import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { queryClient, trpc } from '../../app/api.ts';
import { useProgress } from '../../app/live.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

/** While messages leave: how many, and a way to keep back those that have not. */
export function SendingBar() {
  const { t } = useTranslation('dunning');
  const progress = useProgress('messages.send');
  const queued = useQuery(trpc.messages.list.queryOptions({ state: 'queued', limit: 500 }));
  const cancel = useMutation(
    trpc.dunning.cancelQueued.mutationOptions({ onSettled: () => queryClient.invalidateQueries() }),
  );
  const isRunning = progress?.state === 'running';
  const waiting = (queued.data ?? []).filter((message) => message.aboutKind === 'dunning-step').length;
  if (!isRunning && waiting === 0 && !cancel.error) return null;
  return (
    <div style={{ display: 'flex', gap: 12, alignItems: 'center', paddingBottom: 8 }}>
      {isRunning && (
        <Progress
          style={{ width: 260, margin: 0 }}
          size="small"
          percent={progress.total ? Math.floor((progress.done / progress.total) * 100) : 0}
        />
      )}
      <span role="status" className="figures">
        {t('sending', { done: progress?.done ?? 0, waiting })}
      </span>
      {waiting > 0 && (
        <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t('cancelSending')}
        </Button>
      )}
      {cancel.error && <ErrorNote error={cancel.error} />}
    </div>
  );
}
