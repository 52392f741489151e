import { useQuery } from '@tanstack/react-query';
import { Input, type InputRef, Modal, Skeleton, theme } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { DoubtTags } from './figures.tsx';
import { commandOf, type TypedReading, useRecordReading } from './useRecordReading.ts';

/** Shows why a value is doubted beside the figures, and stores it only with a reason. */
export function ConfirmReading(props: {
  typed: TypedReading;
  /** Called once the dialog is gone and has given the focus back: with the result, or null when it was left. */
  onDone: (result: Outputs['readings']['record'] | null) => void;
}) {
  const { t } = useTranslation('readings');
  const { token } = theme.useToken();
  const { row, values } = props.typed;
  const [note, setNote] = useState('');
  const check = useQuery(trpc.readings.check.queryOptions(commandOf(props.typed)));
  const [isOpen, setOpen] = useState(true);
  const result = useRef<Outputs['readings']['record'] | null>(null);
  const noteInput = useRef<InputRef>(null);
  const recording = useRecordReading({
    onSaved: (saved) => {
      result.current = saved;
      setOpen(false);
    },
  });
  const save = () => {
    if (note.trim() && !recording.isPending) recording.record(props.typed, { note: note.trim() });
  };
  const shown = (milli: number | null | undefined) =>
    milli === null || milli === undefined ? '—' : formatMilli(milli, row.decimals);
  const isForReview = check.data?.doubts.some((doubt) => doubt !== 'rollover') ?? false;

  return (
    <Modal
      open={isOpen}
      afterOpenChange={(open) => open && noteInput.current?.focus()}
      afterClose={() => props.onDone(result.current)}
      title={t('confirmTitle', { door: row.doorNo })}
      okText={t('save')}
      cancelText={t('back')}
      okButtonProps={{ disabled: !note.trim() }}
      confirmLoading={recording.isPending}
      onOk={save}
      onCancel={() => setOpen(false)}
    >
      {check.isPending && <Skeleton active paragraph={{ rows: 2 }} />}
      {check.data && (
        <>
          <p style={{ margin: '0 0 8px' }}>
            <DoubtTags doubts={check.data.doubts} />
          </p>
          <p className="figures" style={{ fontSize: 16, margin: '0 0 4px', whiteSpace: 'normal' }}>
            {t('figures', {
              last: shown(row.last?.totalMilli),
              present: shown(values.totalMilli),
              usage: shown(check.data.usageMilli),
            })}
          </p>
          {check.data.usualMilli !== null && (
            <p className="figures" style={{ margin: '0 0 8px', color: token.colorTextSecondary }}>
              {t('usual', { usual: formatMilli(Math.round(check.data.usualMilli / 1000) * 1000) })}
            </p>
          )}
          <p style={{ margin: '0 0 8px' }}>
            {t('confirmHint')} {isForReview && t('confirmReview')}
          </p>
        </>
      )}
      <Input
        ref={noteInput}
        aria-label={t('note')}
        addonBefore={t('note')}
        placeholder={t('noteHint')}
        maxLength={200}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onPressEnter={save}
      />
      {recording.error && <ErrorNote error={recording.error} />}
      {check.error && <ErrorNote error={check.error} />}
    </Modal>
  );
}
