import { useMutation } from '@tanstack/react-query';
import { Button, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestId } from '../../../main/shared/ids.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

type GapRow = Outputs['polling']['gaps']['rows'][number];

/** Chosen gaps that will never be filled leave the open count with a reason; settled ones are taken back. */
export function SettleButtons({ chosen, onDone }: { chosen: readonly GapRow[]; onDone: () => void }) {
  const { t } = useTranslation('polling');
  const [isAsking, setAsking] = useState(false);
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.polling.pathKey() });
  const settle = useMutation(
    trpc.polling.settleGaps.mutationOptions({
      onSuccess: () => {
        setAsking(false);
        onDone();
      },
      onSettled: refresh,
    }),
  );
  const reopen = useMutation(trpc.polling.reopenGaps.mutationOptions({ onSuccess: onDone, onSettled: refresh }));
  const idsOf = (wanted: GapRow['state']) => chosen.flatMap(({ gapId, state }) => (state === wanted ? [gapId] : []));
  const open = idsOf('open');
  const settled = idsOf('settled');
  return (
    <Space>
      {reopen.error && <ErrorNote error={reopen.error} />}
      {settled.length > 0 && (
        <Button
          loading={reopen.isPending}
          onClick={() => reopen.mutate({ gapIds: settled, requestId: RequestId.parse(newRequestId()) })}
        >
          {t('gaps.reopen', { count: settled.length })}
        </Button>
      )}
      {(settled.length === 0 || open.length > 0) && (
        <Button disabled={open.length === 0} onClick={() => setAsking(true)}>
          {t('gaps.settle', { count: open.length })}
        </Button>
      )}
      {isAsking && (
        <ReasonDialog
          title={t('gaps.settleTitle', { count: open.length })}
          what={t('gaps.settleWhat')}
          submit={t('gaps.settleDo')}
          hint={t('gaps.settleHint')}
          mutation={settle}
          onSubmit={({ reason, requestId }) => settle.mutate({ gapIds: open, reason, requestId })}
          onClose={() => setAsking(false)}
        />
      )}
    </Space>
  );
}
