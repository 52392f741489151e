import { useMutation } from '@tanstack/react-query';
import { Button, Input, Tag, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDate } from '../../../main/shared/dates.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { useAct } from './useAct.ts';

type Mark = Outputs['dunning']['account']['marks'][number];

/** Promises, disputes, protection: those in force first in colour, those that are over in grey. */
export function MarkList({ marks }: { marks: readonly Mark[] }) {
  const { t } = useTranslation('dunning');
  if (marks.length === 0) return <p>{t('noMarks')}</p>;
  return (
    <ul style={{ listStyle: 'none', margin: '0 0 8px', padding: 0, display: 'grid', gap: 6 }}>
      {marks.map((mark) => (
        <MarkLine key={mark.markId} mark={mark} />
      ))}
    </ul>
  );
}

function MarkLine({ mark }: { mark: Mark }) {
  const { t } = useTranslation('dunning');
  const { token } = theme.useToken();
  const { today, zone } = useToday();
  const mayLift = useMay(mark.kind === 'protected' ? 'dunning.protect' : 'dunning.mark');
  const [reason, setReason] = useState<string>();
  const { requestId, done } = useAct();
  const lift = useMutation(trpc.dunning.liftMark.mutationOptions({ onSuccess: done }));
  const isOver = mark.liftedAt !== null || (mark.untilOn !== null && mark.untilOn < today);
  return (
    <li style={{ color: isOver ? token.colorTextTertiary : undefined }}>
      <Tag color={isOver ? 'default' : mark.kind === 'protected' ? 'red' : 'gold'}>{t(`marks.${mark.kind}`)}</Tag>
      {mark.reason}
      {mark.evidence && ` · ${t('evidenceOf', { evidence: mark.evidence })}`}
      {mark.untilOn && ` · ${t('untilDay', { day: mark.untilOn })}`}
      <small>
        {' '}
        {mark.userName} <span className="figures">{localDate(mark.madeAt, zone)}</span>
        {mark.liftedAt !== null && ` · ${t('lifted', { name: mark.liftedBy, reason: mark.liftReason })}`}
      </small>
      {!isOver && mayLift && reason === undefined && (
        <Button size="small" type="link" onClick={() => setReason('')}>
          {t('lift')}
        </Button>
      )}
      {reason !== undefined && !isOver && (
        <span style={{ display: 'flex', gap: 8, marginTop: 4 }}>
          <Input
            aria-label={t('liftReason')}
            placeholder={t('liftReason')}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            danger
            disabled={reason.trim().length < 2}
            loading={lift.isPending}
            onClick={() => lift.mutate({ markId: mark.markId, reason: reason.trim(), requestId })}
          >
            {t('liftNow', { kind: t(`marks.${mark.kind}`) })}
          </Button>
          <Button onClick={() => setReason(undefined)}>{t('cancel')}</Button>
        </span>
      )}
      {lift.error && <ErrorNote error={lift.error} />}
    </li>
  );
}
