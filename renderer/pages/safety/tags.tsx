import { ClockCircleOutlined, ExclamationCircleOutlined, StopOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HazardGrade } from '../../../main/modules/safety/hazards.schema.ts';
import type { VisitOutcome } from '../../../main/modules/safety/inspections.schema.ts';
import type { Outputs } from '../../app/api.ts';

type Hazard = Outputs['hazards']['list']['items'][number];

export function GradeTag(props: { grade: HazardGrade }) {
  const { t } = useTranslation('safety');
  const isSerious = props.grade === 'serious';
  return (
    <Tag color={isSerious ? 'error' : 'default'} icon={isSerious ? <StopOutlined /> : <ExclamationCircleOutlined />}>
      {t(`grade.${props.grade}`)}
    </Tag>
  );
}

/** The step a hazard is at; an overdue one says by how many days. */
export function StepTag(props: { hazard: Pick<Hazard, 'state' | 'isOverdue' | 'daysLeft'> }) {
  const { t } = useTranslation('safety');
  const { state, isOverdue, daysLeft } = props.hazard;
  if (isOverdue)
    return (
      <Tag color="error" icon={<ClockCircleOutlined />}>
        {t('state.overdue', { count: -daysLeft })}
      </Tag>
    );
  const colours = { open: 'warning', rectified: 'blue', closed: 'success' } as const;
  return <Tag color={colours[state]}>{t(`state.${state}`)}</Tag>;
}

export function OutcomeText(props: { outcome: VisitOutcome }) {
  const { t } = useTranslation('safety');
  return t(`visitOutcome.${props.outcome}`);
}
