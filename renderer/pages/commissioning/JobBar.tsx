import { Alert, Progress } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Job {
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly rows: readonly unknown[];
  readonly total: number;
  readonly refusal: { readonly code: string; readonly params: Record<string, string | number> } | null;
}

/** Buttons of a piece of work that goes through the meters of a bus, how far it is, and why it broke off. */
export function JobBar({ job, words, children }: { job: Job | null; words: 'clock' | 'freeze'; children: ReactNode }) {
  const { t } = useTranslation('commissioning');
  return (
    <>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
        {children}
        {job && (
          <span role="status" className="figures">
            {t(`${words}.${job.state}`, { done: job.rows.length, total: job.total })}
          </span>
        )}
      </div>
      {job?.state === 'running' && (
        <Progress size="small" percent={job.total ? Math.floor((job.rows.length / job.total) * 100) : 0} />
      )}
      {job?.refusal && (
        <Alert type="error" showIcon title={t(job.refusal.code, { ns: 'errors', ...job.refusal.params })} />
      )}
    </>
  );
}
