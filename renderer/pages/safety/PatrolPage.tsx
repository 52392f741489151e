import { useMutation, useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newRequestId, type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { ChecklistForm } from './ChecklistForm.tsx';
import { ChecklistKeys } from './ChecklistKeys.tsx';
import { SubmitBar } from './SubmitBar.tsx';
import { SubmittedNote } from './SubmittedNote.tsx';
import { answered, isComplete, showFirstGap, useChecklistDraft } from './useChecklistDraft.ts';
import { useSubmitKey } from './useSubmitKey.ts';

/** The patrol of the station, item by item, submitted whole. */
export function PatrolPage() {
  const { t } = useTranslation('safety');
  const checklist = useQuery(trpc.safety.checklist.queryOptions({ kind: 'patrol' }));
  const [submitted, setSubmitted] = useState<Outputs['safety']['submitPatrol']>();
  return (
    <PageFrame title={t('patrol.title')} filters={!submitted && <ChecklistKeys />}>
      {checklist.error && <ErrorNote error={checklist.error} onRetry={() => checklist.refetch()} />}
      {checklist.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {submitted && (
        <SubmittedNote
          submitted={submitted}
          title={t('patrol.submitted')}
          againLabel={t('patrol.again')}
          onAgain={() => setSubmitted(undefined)}
        />
      )}
      {!submitted && checklist.data && <PatrolForm items={checklist.data.items} onSubmitted={setSubmitted} />}
    </PageFrame>
  );
}

function PatrolForm(props: {
  items: Outputs['safety']['checklist']['items'];
  onSubmitted: (submitted: Outputs['safety']['submitPatrol']) => void;
}) {
  const { t } = useTranslation('safety');
  const { items } = props;
  const draft = useChecklistDraft('patrol');
  const me = useQuery(trpc.session.me.queryOptions());
  const button = useRef<HTMLButtonElement>(null);
  const [requestId] = useState(newRequestId);
  const submit = useMutation(
    trpc.safety.submitPatrol.mutationOptions({
      onSuccess: (submitted) => {
        draft.clear();
        props.onSubmitted(submitted);
      },
    }),
  );
  const done = items.filter((item) => isComplete(draft.of(item.id))).length;
  const submitNow = () => {
    if (submit.isPending) return;
    const cmd = { answers: answered(items, draft), note: '', requestId: requestId as never };
    submit.mutate(cmd, { onError: () => showFirstGap(items, draft) });
  };
  useSubmitKey(submitNow);
  return (
    <>
      <ChecklistForm
        items={items}
        draft={draft}
        responsible={me.data?.displayName ?? ''}
        onEnd={() => button.current?.focus()}
      />
      <SubmitBar
        done={done}
        total={items.length}
        failed={items.filter((item) => draft.of(item.id).result === 'fail').length}
        isBusy={submit.isPending}
        error={submit.error}
        label={t('patrol.submit')}
        buttonRef={button}
        onSubmit={submitNow}
      />
    </>
  );
}
