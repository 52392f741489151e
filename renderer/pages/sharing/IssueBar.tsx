import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestId, type SharingGroupId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import type { Proof } from './ShareFigures.tsx';

/** What must be looked at first, then the button that freezes the month. */
export function IssueBar(props: {
  proof: Proof;
  share: { groupId: SharingGroupId; month: string; costFen: number | null };
  mayWrite: boolean;
  /** The figures shown belong to what is typed. */
  isCurrent: boolean;
}) {
  const { t } = useTranslation('sharing');
  const { proof, share } = props;
  const { doubts, amountFen } = proof;
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [accepted, setAccepted] = useState('');
  // What was ticked holds for these very doubts only.
  const seen = JSON.stringify(doubts);
  const areDoubtsAccepted = doubts.length === 0 || accepted === seen;
  const isBlocked = amountFen === null || doubts.some((doubt) => doubt.isBlocking);
  const issue = useMutation(
    trpc.sharing.issue.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.sharing.pathKey() }),
    }),
  );
  return (
    <div style={{ display: 'grid', gap: 8, marginBottom: 12 }}>
      {doubts.map((doubt) => (
        <Alert
          key={doubt.kind}
          showIcon
          type={doubt.isBlocking ? 'error' : 'warning'}
          title={t(`doubts.${doubt.kind}`, { doors: doubt.doors.join(t('comma')) })}
        />
      ))}
      {issue.error && <ErrorNote error={issue.error} />}
      {props.mayWrite && !isBlocked && (
        <div style={{ display: 'flex', gap: 16, alignItems: 'center' }}>
          <Button
            type="primary"
            loading={issue.isPending}
            disabled={!areDoubtsAccepted || !props.isCurrent}
            onClick={() => issue.mutate({ ...share, expectedTotalFen: amountFen, areDoubtsAccepted, requestId })}
          >
            {t('issue', { amount: formatYuan(amountFen) })}
          </Button>
          {doubts.length > 0 && (
            <Checkbox checked={areDoubtsAccepted} onChange={(event) => setAccepted(event.target.checked ? seen : '')}>
              {t('checked')}
            </Checkbox>
          )}
        </div>
      )}
    </div>
  );
}
