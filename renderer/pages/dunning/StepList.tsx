import { Button, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DunningStepId } from '../../../main/shared/ids.ts';
import type { Outputs } from '../../app/api.ts';
import { Money } from '../../ui/Money.tsx';
import { PrintButton } from '../../ui/PrintPreview.tsx';
import { useMay } from '../../ui/useMay.ts';

export type StepRow = Outputs['dunning']['account']['steps'][number];

/** What was done, newest first; a paper can be printed again, and its service recorded. */
export function StepList(props: { steps: readonly StepRow[]; onServe: (stepId: DunningStepId) => void }) {
  const { t } = useTranslation('dunning');
  const mayAct = useMay('dunning.act');
  if (props.steps.length === 0) return <p>{t('noSteps')}</p>;
  return (
    <Table<StepRow>
      size="small"
      rowKey="stepId"
      pagination={false}
      dataSource={[...props.steps]}
      columns={[
        { title: t('day'), width: 100, className: 'figures', dataIndex: 'takenOn' },
        {
          title: t('what'),
          render: (_, step) => (
            <>
              {t(`stages.${step.stage}`)} {step.cancelledAt !== null && <Tag>{t('takenBack')}</Tag>}
            </>
          ),
        },
        { title: t('owed'), width: 90, align: 'right', render: (_, step) => <Money fen={step.owedFen} /> },
        {
          title: t('serviceRecord'),
          width: 210,
          render: (_, step) => <Served step={step} mayAct={mayAct} onServe={props.onServe} />,
        },
        {
          title: '',
          width: 80,
          render: (_, step) =>
            step.stage !== 'reminder' && (
              <PrintButton type="link" size="small" document={{ kind: 'dunning-notice', id: step.stepId }} />
            ),
        },
      ]}
    />
  );
}

function Served(props: { step: StepRow; mayAct: boolean; onServe: (stepId: DunningStepId) => void }) {
  const { t } = useTranslation('dunning');
  const { step } = props;
  if (step.stage === 'reminder') return step.userName;
  if (step.servedOn !== null)
    return t('servedLine', {
      on: step.servedOn,
      how: t(`hows.${step.servedHow}`),
      by: step.servedBy,
      to: step.receivedBy,
    });
  if (!props.mayAct) return t('notServed');
  return (
    <Button size="small" onClick={() => props.onServe(step.stepId)}>
      {t('recordServed')}
    </Button>
  );
}
