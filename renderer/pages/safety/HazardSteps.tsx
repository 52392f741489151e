import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhotoId } from '../../../main/shared/ids.ts';
import { newRequestId, type Outputs, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import { PhotoField } from './PhotoField.tsx';

type File = Outputs['hazards']['file'];

/** The next step of an unclosed hazard: rectify it, re-check it, or move its due date once. */
export function HazardSteps({ file }: { file: File }) {
  const { token } = theme.useToken();
  return (
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        gap: 12,
        margin: '16px 0',
        padding: 12,
        background: token.colorFillQuaternary,
      }}
    >
      {file.hazard.state === 'open' ? <RectifyStep file={file} /> : <RecheckStep file={file} />}
      {file.canChangeDueDate && <DueDateStep file={file} />}
    </div>
  );
}

/** The note and photo of a step, and the request it belongs to. */
function useStep(file: File) {
  const [note, setNote] = useState('');
  const [photoId, setPhotoId] = useState<PhotoId | null>(null);
  const [requestId] = useState(newRequestId);
  const { id: hazardId, version } = file.hazard;
  return {
    note,
    setNote,
    photoId,
    setPhotoId,
    command: { hazardId, version, photoId, note: note.trim(), requestId: requestId as never },
  };
}

function RectifyStep({ file }: { file: File }) {
  const { t } = useTranslation('safety');
  const step = useStep(file);
  const rectify = useMutation(trpc.hazards.rectify.mutationOptions());
  return (
    <section aria-label={t('step.rectify')}>
      <strong>{t('step.rectify')}</strong>
      <NoteLine step={step} placeholder={t('step.rectifyNote')} />
      {rectify.error && <ErrorNote error={rectify.error} />}
      <Button
        type="primary"
        loading={rectify.isPending}
        disabled={step.note.trim().length < 2}
        onClick={() => rectify.mutate(step.command)}
      >
        {t('step.rectifySubmit')}
      </Button>
    </section>
  );
}

function RecheckStep({ file }: { file: File }) {
  const { t } = useTranslation('safety');
  const step = useStep(file);
  const me = useQuery(trpc.session.me.queryOptions());
  const recheck = useMutation(trpc.hazards.recheck.mutationOptions());
  const isOwnWork = me.data !== undefined && me.data?.userId === file.rectifiedByUserId;
  return (
    <section aria-label={t('step.recheck')}>
      <strong>{t('step.recheck')}</strong>
      {isOwnWork ? (
        <Alert type="warning" showIcon title={t('step.samePerson')} style={{ marginTop: 8 }} />
      ) : (
        <>
          <NoteLine step={step} placeholder={t('step.recheckNote')} />
          {recheck.error && <ErrorNote error={recheck.error} />}
          <div style={{ display: 'flex', gap: 8 }}>
            <Button
              type="primary"
              loading={recheck.isPending}
              onClick={() => recheck.mutate({ ...step.command, isPassed: true })}
            >
              {t('step.recheckPass')}
            </Button>
            <Button
              danger
              disabled={step.note.trim().length < 2 || recheck.isPending}
              onClick={() => recheck.mutate({ ...step.command, isPassed: false })}
            >
              {t('step.recheckFail')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function NoteLine(props: { step: ReturnType<typeof useStep>; placeholder: string }) {
  const { step } = props;
  return (
    <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', margin: '8px 0' }}>
      <Input.TextArea
        aria-label={props.placeholder}
        placeholder={props.placeholder}
        autoSize={{ minRows: 2, maxRows: 4 }}
        maxLength={200}
        style={{ flex: '1 1 240px' }}
        value={step.note}
        onChange={(event) => step.setNote(event.target.value)}
      />
      <PhotoField value={step.photoId} onChange={step.setPhotoId} />
    </div>
  );
}

function DueDateStep({ file }: { file: File }) {
  const { t } = useTranslation('safety');
  const { today } = useToday();
  const { hazard } = file;
  const [isOpen, setOpen] = useState(false);
  const [dueOn, setDueOn] = useState<string | null>(hazard.dueOn);
  const [reason, setReason] = useState('');
  const [requestId] = useState(newRequestId);
  const change = useMutation(trpc.hazards.changeDueDate.mutationOptions());
  if (!isOpen)
    return (
      <Button type="link" style={{ alignSelf: 'flex-start', padding: 0 }} onClick={() => setOpen(true)}>
        {t('step.changeDue')}
      </Button>
    );
  const isComplete = dueOn !== null && dueOn !== hazard.dueOn && reason.trim().length >= 2;
  return (
    <section aria-label={t('step.changeDue')}>
      <strong>{t('step.changeDue')}</strong>
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap', margin: '8px 0' }}>
        <DayInput label={t('hazard.dueOn')} min={today} value={dueOn} onChange={setDueOn} />
        <Input
          aria-label={t('step.changeDueReason')}
          placeholder={t('step.changeDueReason')}
          style={{ flex: '1 1 180px' }}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button
          disabled={!isComplete}
          loading={change.isPending}
          onClick={() =>
            dueOn !== null &&
            change.mutate({
              hazardId: hazard.id,
              version: hazard.version,
              dueOn,
              reason: reason.trim(),
              requestId: requestId as never,
            })
          }
        >
          {t('step.changeDueSubmit')}
        </Button>
      </div>
      {change.error && <ErrorNote error={change.error} />}
    </section>
  );
}
