import { Alert, Button, Segmented, Statistic } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../../main/shared/money.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { ApprovalBar } from './ApprovalBar.tsx';
import type { Cohort } from './CohortForm.tsx';
import { ComparisonPanel } from './ComparisonPanel.tsx';
import { ExceptionTable } from './ExceptionTable.tsx';
import type { PreviewData } from './preview.types.ts';

/** Totals and the next step; below them who is left out, or how the month compares. */
export function RunPreview(props: { preview: PreviewData; cohort: Cohort; dueOn: string; onIssue: () => void }) {
  const { t } = useTranslation('billing');
  const { preview, cohort, dueOn } = props;
  const [view, setView] = useState<'left' | 'compared'>('left');
  const { bills, amountFen, exceptions, priceChanges, unfinishedRunId } = preview;
  const left = exceptions.filter((e) => e.reason !== 'already-billed').length;
  const unit = preview.service === 'electricity' ? 'kWh' : 'm³';
  const issue = (
    <Button type="primary" size="large" onClick={props.onIssue}>
      {t(unfinishedRunId === null ? 'issue' : 'continue', { bills, amount: formatYuan(amountFen) })}
    </Button>
  );
  return (
    <>
      {unfinishedRunId !== null && (
        <Alert type="warning" showIcon title={t('unfinished')} style={{ marginBottom: 12 }} />
      )}
      {priceChanges > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('priceChanges', { bills: priceChanges })}
          style={{ marginBottom: 12 }}
        />
      )}
      <div style={{ display: 'flex', gap: 48, alignItems: 'center', flexWrap: 'wrap', marginBottom: 16 }}>
        <Statistic title={t('accounts')} value={preview.accounts} />
        <Statistic title={t('toIssue')} value={bills} />
        <Statistic title={t('inUnit', { what: t('quantity'), unit })} value={formatMilli(preview.quantityMilli)} />
        <Statistic title={t('amount')} value={formatYuan(amountFen)} />
        <Statistic title={t('exceptions')} value={left} />
        <Statistic title={t('reasons.already-billed')} value={exceptions.length - left} />
        {bills > 0 && !preview.needsApproval && issue}
      </div>
      {preview.needsApproval && bills > 0 && (
        <ApprovalBar preview={preview} cohort={cohort} dueOn={dueOn} issue={issue} />
      )}
      {preview.accounts > 0 && (
        <Segmented
          style={{ marginBottom: 12 }}
          value={view}
          options={[
            { value: 'left', label: t('exceptions') },
            { value: 'compared', label: t('comparison.title') },
          ]}
          onChange={setView}
        />
      )}
      {view === 'left' ? <ExceptionTable preview={preview} /> : <ComparisonPanel preview={preview} cohort={cohort} />}
    </>
  );
}
