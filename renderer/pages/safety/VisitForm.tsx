import { useMutation } from '@tanstack/react-query';
import { Input, type InputRef, Segmented, Skeleton } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitOutcome } from '../../../main/modules/safety/inspections.schema.ts';
import { AccountId, type PhotoId } from '../../../main/shared/ids.ts';
import { newRequestId, type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import type { SearchHit } from '../customers/useAccountSearch.ts';
import { ChecklistForm } from './ChecklistForm.tsx';
import { PhotoField } from './PhotoField.tsx';
import { SubmitBar } from './SubmitBar.tsx';
import { answered, isComplete, showFirstGap, useChecklistDraft } from './useChecklistDraft.ts';
import { useSubmitKey } from './useSubmitKey.ts';

/** The outcome first: only a visit that was done has a checklist. */
export function VisitForm(props: {
  account: SearchHit;
  checklist: {
    data: Outputs['safety']['checklist'] | undefined;
    error: unknown;
    isPending: boolean;
    refetch(): unknown;
  };
  onSubmitted: (submitted: Outputs['safety']['submitVisit'], outcome: VisitOutcome) => void;
}) {
  const { t } = useTranslation('safety');
  const { account, checklist } = props;
  const [outcome, setOutcome] = useState<VisitOutcome>('done');
  const [note, setNote] = useState('');
  const [photoId, setPhotoId] = useState<PhotoId | null>(null);
  const [requestId] = useState(newRequestId);
  const draft = useChecklistDraft(`household.${account.accountId}`);
  const button = useRef<HTMLButtonElement>(null);
  const noteField = useRef<InputRef>(null);
  const submit = useMutation(
    trpc.safety.submitVisit.mutationOptions({
      onSuccess: (submitted, cmd) => {
        draft.clear();
        props.onSubmitted(submitted, cmd.outcome);
      },
    }),
  );
  const items = checklist.data?.items ?? [];
  const isDone = outcome === 'done';
  const submitNow = () => {
    if (submit.isPending || !checklist.data) return;
    const answers = isDone ? answered(items, draft) : [];
    const cmd = {
      accountId: AccountId.parse(account.accountId),
      outcome,
      note: note.trim(),
      photoId,
      answers,
      requestId: requestId as never,
    };
    submit.mutate(cmd, { onError: () => (isDone ? showFirstGap(items, draft) : noteField.current?.focus()) });
  };
  useSubmitKey(submitNow);
  return (
    <>
      <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'center', marginBottom: 8 }}>
        <Segmented<VisitOutcome>
          aria-label={t('visit.outcome')}
          size="large"
          value={outcome}
          onChange={setOutcome}
          options={(['done', 'no-one-home', 'refused'] as const).map((value) => ({
            value,
            label: t(`visitOutcome.${value}`),
          }))}
        />
        <Input
          ref={noteField}
          aria-label={t('visit.note')}
          placeholder={t(isDone ? 'visit.notePlaceholder' : 'visit.noteNeeded')}
          maxLength={200}
          style={{ flex: '1 1 220px' }}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <PhotoField value={photoId} onChange={setPhotoId} label={t('visit.photo')} />
      </div>
      {!!checklist.error && <ErrorNote error={checklist.error} onRetry={() => checklist.refetch()} />}
      {checklist.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {isDone && items.length > 0 && (
        <ChecklistForm
          items={items}
          draft={draft}
          responsible={account.customerName}
          onEnd={() => button.current?.focus()}
        />
      )}
      <SubmitBar
        done={items.filter((item) => isComplete(draft.of(item.id))).length}
        total={isDone ? items.length : 0}
        failed={items.filter((item) => draft.of(item.id).result === 'fail').length}
        isBusy={submit.isPending}
        error={submit.error}
        label={t('visit.submit')}
        buttonRef={button}
        onSubmit={submitNow}
      />
    </>
  );
}
