import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId, DunningStepId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import type { Outputs } from '../../app/api.ts';
import { useMay } from '../../ui/useMay.ts';
import { NextStep } from './CaseTable.tsx';
import { MarkForm } from './MarkForm.tsx';
import { MarkList } from './MarkList.tsx';
import { OrderList } from './OrderList.tsx';
import { ServedForm } from './ServedForm.tsx';
import { StepList } from './StepList.tsx';

/** Everything of dunning about one account: what is due, marks, what was done, orders. */
export function AccountFile(props: { accountId: AccountId; file: Outputs['dunning']['account'] }) {
  const { t } = useTranslation('dunning');
  const { accountId } = props;
  const { debt, steps, marks } = props.file;
  const mayMark = useMay('dunning.mark');
  const [isMarking, setMarking] = useState(false);
  const [serving, setServing] = useState<DunningStepId>();
  return (
    <div style={{ display: 'grid', gap: 12 }}>
      {debt ? (
        <Alert
          type={debt.dueStage ? 'warning' : 'info'}
          title={t('debtLine', {
            owed: formatYuan(debt.owedFen),
            bills: debt.bills,
            days: debt.daysOverdue,
            oldest: debt.oldestDueOn,
          })}
          description={<NextStep row={debt} />}
        />
      ) : (
        <Alert type="success" title={t('noDebt')} />
      )}
      <Section title={t('marksTitle')}>
        <MarkList marks={marks} />
        {mayMark && !isMarking && <Button onClick={() => setMarking(true)}>{t('addMark')}</Button>}
        {isMarking && <MarkForm accountId={accountId} onClose={() => setMarking(false)} />}
      </Section>
      <Section title={t('stepsTitle')}>
        <StepList steps={steps} onServe={setServing} />
        {serving !== undefined && (
          <ServedForm key={serving} stepId={serving} steps={steps} onClose={() => setServing(undefined)} />
        )}
      </Section>
      <Section title={t('place.orders')}>
        <OrderList accountId={accountId} state="all" />
      </Section>
    </div>
  );
}

function Section(props: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <h2 style={{ fontSize: 15, margin: '4px 0 8px' }}>{props.title}</h2>
      {props.children}
    </section>
  );
}
