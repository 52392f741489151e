import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Form, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cohortKey } from '../../../main/modules/billing/cohort.domain.ts';
import { addDays } from '../../../main/shared/dates.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Cohort, CohortForm } from './CohortForm.tsx';
import { JobProgress } from './JobProgress.tsx';
import { RunPreview } from './RunPreview.tsx';

const DAYS_TO_PAY = 20;
/** A preview that is there at once needs no bar. */
const SHOW_PROGRESS_AFTER_MS = 1000;

/** Whom and for when → what would be issued, who is left out, how it compares → approval → issue. */
export function RunPanel(props: { cohort: Cohort; today: string; onChange: (part: Partial<Cohort>) => void }) {
  const { t } = useTranslation('billing');
  const { cohort, today } = props;
  const [dueOn, setDueOn] = useState(addDays(today, DAYS_TO_PAY));
  const preview = useQuery({ ...trpc.billing.preview.queryOptions(cohort), retry: false });
  const issue = useMutation(trpc.billing.issue.mutationOptions());
  const stopIssue = useMutation(trpc.billing.cancelIssue.mutationOptions());
  const isFixed = preview.data?.unfinishedRunId != null;
  const approval = preview.data?.needsApproval ? preview.data.approval : null;
  const approvedDueOn = approval?.state === 'approved' ? approval.dueOn : undefined;
  const shownDueOn = isFixed ? preview.data?.dueOn : (approvedDueOn ?? dueOn);
  return (
    <>
      <CohortForm cohort={cohort} today={today} onChange={props.onChange}>
        <Form.Item label={t('dueOn')}>
          <DayInput
            label={t('dueOn')}
            min={today}
            value={shownDueOn ?? dueOn}
            isDisabled={isFixed || approvedDueOn !== undefined || issue.isPending}
            onChange={(day) => day && setDueOn(day)}
          />
        </Form.Item>
      </CohortForm>
      {issue.isPending && (
        <JobProgress
          job={`billing.issue ${cohortKey(cohort)}`}
          label={(at) => t('issuing', at)}
          onStop={() => stopIssue.mutate(cohort)}
        />
      )}
      {issue.error && <ErrorNote error={issue.error} />}
      {issue.data && <Outcome result={issue.data} onClose={issue.reset} />}
      {preview.error && <ErrorNote error={preview.error} onRetry={() => preview.refetch()} />}
      {preview.isFetching && !preview.data && <Previewing cohort={cohort} />}
      {preview.data && !issue.isPending && (
        <RunPreview
          preview={preview.data}
          cohort={cohort}
          dueOn={dueOn}
          onIssue={() => issue.mutate(approvedDueOn || isFixed ? cohort : { ...cohort, dueOn })}
        />
      )}
    </>
  );
}

function Previewing({ cohort }: { cohort: Cohort }) {
  const { t } = useTranslation('billing');
  const [isSlow, setIsSlow] = useState(false);
  const stop = useMutation(trpc.billing.stopPreview.mutationOptions());
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), SHOW_PROGRESS_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      {isSlow && (
        <JobProgress
          job={`billing.preview ${cohortKey(cohort)}`}
          label={(at) => t('previewing', at)}
          onStop={() => stop.mutate(cohort)}
        />
      )}
      <Skeleton active paragraph={{ rows: 6 }} />
    </>
  );
}

function Outcome({ result, onClose }: { result: Outputs['billing']['issue']; onClose: () => void }) {
  const { t } = useTranslation('billing');
  return (
    <Alert
      type={result.isCancelled ? 'warning' : 'success'}
      showIcon
      closable={{ onClose }}
      style={{ marginBottom: 16 }}
      title={t(result.isCancelled ? 'stopped' : 'issued', {
        bills: result.issued,
        amount: formatYuan(result.amountFen),
      })}
    />
  );
}
