import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Outputs } from '../../app/api.ts';

const COLOURS = { planned: 'default', out: 'processing', returned: 'warning', closed: 'success' } as const;

export function RoundStateTag(props: { state: keyof typeof COLOURS }) {
  const { t } = useTranslation('rounds');
  return <Tag color={COLOURS[props.state]}>{t(`states.${props.state}`)}</Tag>;
}

export type Look = Outputs['rounds']['get']['list'][number]['looks'][number];

/** What became of a look: the rule that decided, in words, and where its reading stands now. */
export function LookTag(props: { look: Look }) {
  const { t } = useTranslation('rounds');
  const { outcome, state } = props.look;
  if (outcome === 'noted') return <Tag>{t('outcomes.noted')}</Tag>;
  if (outcome === 'aside') return <Tag>{t('outcomes.aside')}</Tag>;
  if (state === 'accepted') return <Tag color="success">{t('outcomes.accepted')}</Tag>;
  if (state === 'rejected') return <Tag color="error">{t('outcomes.rejected')}</Tag>;
  return <Tag color="warning">{t('outcomes.waits')}</Tag>;
}
