import { CheckCircleOutlined, ClockCircleOutlined, CloseCircleOutlined, StopOutlined } from '@ant-design/icons';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outputs } from '../../app/api.ts';

type State = Outputs['cylinders']['one']['state'];
type Outcome = Outputs['filling']['list']['items'][number]['outcome'];

const STATES: Readonly<Record<State, { color: string; icon: ReactNode }>> = {
  'in-use': { color: 'success', icon: <CheckCircleOutlined /> },
  'inspection-due': { color: 'warning', icon: <ClockCircleOutlined /> },
  'inspection-overdue': { color: 'error', icon: <CloseCircleOutlined /> },
  'scrap-reached': { color: 'error', icon: <CloseCircleOutlined /> },
  scrapped: { color: 'default', icon: <StopOutlined /> },
  foreign: { color: 'error', icon: <StopOutlined /> },
};

export function StateTag(props: { state: State }) {
  const { t } = useTranslation('cylinders');
  return <Tag {...STATES[props.state]}>{t(`state.${props.state}`)}</Tag>;
}

const OUTCOMES: Readonly<Record<Outcome, { color: string; icon: ReactNode }>> = {
  good: { color: 'success', icon: <CheckCircleOutlined /> },
  'over-fill': { color: 'error', icon: <CloseCircleOutlined /> },
  'under-fill': { color: 'warning', icon: <ClockCircleOutlined /> },
};

export function OutcomeTag(props: { outcome: Outcome }) {
  const { t } = useTranslation('cylinders');
  return <Tag {...OUTCOMES[props.outcome]}>{t(`outcome.${props.outcome}`)}</Tag>;
}
