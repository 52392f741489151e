import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Outputs } from '../../app/api.ts';
import { PrintButton } from '../../ui/PrintPreview.tsx';

/** What was submitted: its hazards with their notices, and the way on. */
export function SubmittedNote(props: {
  submitted: Outputs['safety']['submitPatrol'];
  title: string;
  /** Why nothing was checked, where nothing was: such a visit says nothing about hazards. */
  notDone?: string;
  againLabel: string;
  onAgain: () => void;
}) {
  const { t } = useTranslation('safety');
  const navigate = useNavigate();
  const { hazards } = props.submitted;
  return (
    <Result
      status={props.notDone ? 'info' : hazards.length > 0 ? 'warning' : 'success'}
      title={props.title}
      subTitle={
        props.notDone ?? (hazards.length > 0 ? t('submitted.hazards', { count: hazards.length }) : t('submitted.none'))
      }
      extra={
        <Button type="primary" autoFocus onClick={props.onAgain}>
          {props.againLabel}
        </Button>
      }
    >
      {hazards.length > 0 && (
        <ul style={{ listStyle: 'none', padding: 0, margin: 0 }}>
          {hazards.map(({ hazardId, hazardNo, isJoined }) => (
            <li
              key={hazardId}
              style={{ display: 'flex', gap: 12, alignItems: 'center', padding: '4px 0', flexWrap: 'wrap' }}
            >
              <Button
                type="link"
                className="figures"
                style={{ padding: 0 }}
                onClick={() => navigate(`/safety/hazards?hazard=${hazardId}`)}
              >
                {hazardNo}
              </Button>
              <span style={{ flex: '1 1 auto', whiteSpace: 'nowrap' }}>
                {t(isJoined ? 'submitted.joined' : 'submitted.new')}
              </span>
              <PrintButton
                document={{ kind: 'hazard-notice', id: hazardId }}
                label={t('hazards.printNotice')}
                size="small"
              />
            </li>
          ))}
        </ul>
      )}
    </Result>
  );
}
