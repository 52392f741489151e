import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Form, Progress, Segmented, Skeleton, Statistic } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, monthOf } from '../../../main/shared/dates.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { useProgress } from '../../app/live.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { MonthSelect } from '../../ui/MonthSelect.tsx';
import { ExceptionTable } from './ExceptionTable.tsx';

type Service = 'electricity' | 'gas' | 'water';
const SERVICES: readonly Service[] = ['electricity', 'gas', 'water'];
const DAYS_TO_PAY = 20;

/** Month and service → what would be issued and who is left out → issue, with progress and a way to stop. */
export function RunPanel(props: {
  month: string;
  service: Service;
  today: string;
  onChange: (part: { month?: string; service?: Service }) => void;
}) {
  const { t } = useTranslation('billing');
  const { month, service, today } = props;
  const [dueOn, setDueOn] = useState(addDays(today, DAYS_TO_PAY));
  const run = { month, service };
  const preview = useQuery(trpc.billing.preview.queryOptions(run));
  const issue = useMutation(trpc.billing.issue.mutationOptions());
  const cancel = useMutation(trpc.billing.cancelIssue.mutationOptions());
  return (
    <>
      <Form layout="inline" style={{ marginBottom: 16, rowGap: 8 }}>
        <Form.Item label={t('service')}>
          <Segmented
            value={service}
            options={SERVICES.map((value) => ({ value, label: t(`services.${value}`) }))}
            onChange={(value) => props.onChange({ service: value })}
          />
        </Form.Item>
        <Form.Item label={t('month')}>
          <MonthSelect
            label={t('month')}
            current={monthOf(today)}
            value={month}
            onChange={(value) => props.onChange({ month: value })}
          />
        </Form.Item>
        <Form.Item label={t('dueOn')}>
          <DayInput
            label={t('dueOn')}
            min={today}
            value={preview.data?.unfinishedRunId ? preview.data.dueOn : dueOn}
            isDisabled={preview.data?.unfinishedRunId != null || issue.isPending}
            onChange={(day) => day && setDueOn(day)}
          />
        </Form.Item>
      </Form>
      {issue.isPending && <Issuing onStop={() => cancel.mutate(run)} />}
      {issue.error && <ErrorNote error={issue.error} />}
      {issue.data && <Outcome result={issue.data} onClose={issue.reset} />}
      {preview.error && <ErrorNote error={preview.error} onRetry={() => preview.refetch()} />}
      {preview.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {preview.data && !issue.isPending && (
        <Preview preview={preview.data} onIssue={() => issue.mutate({ ...run, dueOn })} />
      )}
    </>
  );
}

function Issuing({ onStop }: { onStop: () => void }) {
  const { t } = useTranslation('billing');
  const progress = useProgress('billing.run');
  const { done, total } = progress ?? { done: 0, total: 0 };
  return (
    <div style={{ display: 'flex', gap: 12, alignItems: 'center', marginBottom: 16 }}>
      <Progress style={{ width: 420, margin: 0 }} percent={total ? Math.floor((done / total) * 100) : 0} />
      <span className="figures" role="status">
        {t('issuing', { done, total })}
      </span>
      <Button onClick={onStop}>{t('stop')}</Button>
    </div>
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

function Preview({ preview, onIssue }: { preview: Outputs['billing']['preview']; onIssue: () => void }) {
  const { t } = useTranslation('billing');
  const { bills, amountFen, exceptions, priceChanges, unfinishedRunId } = preview;
  const left = exceptions.filter((e) => e.reason !== 'already-billed').length;
  const unit = preview.service === 'electricity' ? 'kWh' : 'm³';
  const figures = { bills, amount: formatYuan(amountFen) };
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
        {bills > 0 && (
          <Button type="primary" size="large" onClick={onIssue}>
            {t(unfinishedRunId === null ? 'issue' : 'continue', figures)}
          </Button>
        )}
      </div>
      <ExceptionTable preview={preview} />
    </>
  );
}
