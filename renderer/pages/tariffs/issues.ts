import { useTranslation } from 'react-i18next';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** A fault of a document in the reader's language: the path of the field, and what is wrong with it. */
export function useIssueText(): (issue: Issue) => string {
  const { t } = useTranslation('tariffs');
  const fault = (issue: Issue): string => {
    if (issue.code === 'custom') return t(`faults.${issue.message}`, { defaultValue: t('issues.custom') });
    if (issue.code === 'unrecognized_keys') return t('issues.unrecognized_keys', { keys: issue.keys.join(', ') });
    return t(`issues.${issue.code}`, { defaultValue: t('issues.custom') });
  };
  return (issue) => t('issueAt', { path: issue.path.join('.') || '—', fault: fault(issue) });
}
