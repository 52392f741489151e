import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stage } from '../../../main/modules/dunning/dunning.schema.ts';
import { RequestId } from '../../../main/shared/ids.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PrintPreview } from '../../ui/PrintPreview.tsx';
import { BulkDialog } from './BulkDialog.tsx';
import type { CaseRow } from './CaseTable.tsx';

type Taken = Outputs['dunning']['take'];

const MOST_AT_ONCE = 200;

/** What can be done for the chosen rows: each button counts those that are due for its stage. */
export function BulkBar(props: {
  chosen: readonly CaseRow[];
  channels: { sms: boolean; email: boolean } | undefined;
  onDone: () => void;
}) {
  const { t } = useTranslation(['dunning', 'errors']);
  const [asked, setAsked] = useState<Stage>();
  const [requestId, setRequestId] = useState(() => RequestId.parse(newRequestId()));
  const [printing, setPrinting] = useState<number>();
  const settle = () => {
    setAsked(undefined);
    setRequestId(RequestId.parse(newRequestId()));
    props.onDone();
    queryClient.invalidateQueries({ queryKey: trpc.dunning.pathKey() });
    queryClient.invalidateQueries({ queryKey: trpc.messages.pathKey() });
  };
  const take = useMutation(
    trpc.dunning.take.mutationOptions({
      onSuccess: (taken, { stage }) => {
        settle();
        if (stage !== 'reminder' && taken.batchId !== null) setPrinting(taken.batchId);
      },
    }),
  );
  const propose = useMutation(trpc.suspension.propose.mutationOptions({ onSuccess: settle }));
  // One action is one transaction: the rest is taken with the next click.
  const dueFor = (stage: Stage) => props.chosen.filter((row) => row.dueStage === stage).slice(0, MOST_AT_ONCE);
  const go = (channels: ('sms' | 'email')[]) => {
    if (!asked) return;
    const accountIds = dueFor(asked).map((row) => row.accountId);
    if (asked === 'order') propose.mutate({ accountIds, requestId });
    else take.mutate({ stage: asked, accountIds, channels, requestId });
  };
  const refused = propose.data?.refused ?? [];
  return (
    <div style={{ display: 'grid', gap: 8, paddingBottom: 8 }}>
      {props.chosen.length > 0 && (
        <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
          <span role="status">{t('chosen', { count: props.chosen.length })}</span>
          {(['reminder', 'demand', 'notice', 'order'] as const).map((stage) => (
            <Button
              key={stage}
              danger={stage === 'order'}
              disabled={dueFor(stage).length === 0}
              onClick={() => setAsked(stage)}
            >
              {t(`bulk.${stage}`, { count: dueFor(stage).length })}
            </Button>
          ))}
        </div>
      )}
      {take.data && !asked && <TakenNote taken={take.data} onClose={take.reset} />}
      {propose.data && !asked && (
        <Alert
          type={refused.length > 0 ? 'warning' : 'success'}
          showIcon
          closable={{ onClose: propose.reset }}
          title={t('proposed', { count: propose.data.proposed, refused: refused.length })}
          description={[...new Set(refused.map((r) => r.code))].map((code) => (
            <div key={code}>{t(code, { ns: 'errors', defaultValue: code })}</div>
          ))}
        />
      )}
      {asked && (
        <BulkDialog
          stage={asked}
          rows={dueFor(asked)}
          channels={props.channels}
          isBusy={take.isPending || propose.isPending}
          error={(take.error ?? propose.error) && <ErrorNote error={take.error ?? propose.error} />}
          onGo={go}
          onClose={() => {
            take.reset();
            propose.reset();
            setAsked(undefined);
          }}
        />
      )}
      {printing !== undefined && (
        <PrintPreview document={{ kind: 'dunning-notices', id: printing }} onClose={() => setPrinting(undefined)} />
      )}
    </div>
  );
}

function TakenNote({ taken, onClose }: { taken: Taken; onClose: () => void }) {
  const { t } = useTranslation('dunning');
  const { skipped } = taken;
  const reasons = [...Map.groupBy(skipped, (s) => s.why)];
  return (
    <Alert
      type={skipped.length > 0 ? 'warning' : 'success'}
      showIcon
      closable={{ onClose }}
      title={t('taken', { count: taken.taken, skipped: skipped.length })}
      description={reasons.map(([why, of]) => t(`skips.${why}`, { count: of.length })).join(' ')}
    />
  );
}
