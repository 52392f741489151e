import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProgress } from '../../app/live.ts';

/** How far a long job is, and a way to stop it between two chunks. `label` is given { done, total }. */
export function JobProgress(props: {
  job: string;
  label: (at: { done: number; total: number }) => string;
  onStop: () => void;
}) {
  const { t } = useTranslation('billing');
  const { done, total } = useProgress(props.job) ?? { done: 0, total: 0 };
  return (
    <div style={{ display: 'flex', gap: 12, alignItems: 'center', marginBottom: 16 }}>
      <Progress style={{ width: 420, margin: 0 }} percent={total ? Math.floor((done / total) * 100) : 0} />
      <span className="figures" role="status">
        {props.label({ done, total })}
      </span>
      <Button onClick={props.onStop}>{t('stop')}</Button>
    </div>
  );
}
