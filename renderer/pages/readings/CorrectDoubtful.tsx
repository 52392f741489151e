import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import type { DecisionResult } from './DecideDialog.tsx';
import type { ReviewRow } from './ReviewReasons.tsx';
import { parseRegister, type RegisterKey } from './useRecordReading.ts';

const KEYS = ['total', 'sharp', 'peak', 'flat', 'valley', 'demand', 'reactive'] as const;

/** What the meter really showed: another reading takes the place of the doubtful one. */
export function CorrectDoubtful(props: { row: ReviewRow; onClose: (result?: DecisionResult) => void }) {
  const { t } = useTranslation(['readings', 'errors']);
  const { row, onClose } = props;
  const { readingId } = row.reading;
  const keys = KEYS.filter((key) => row.reading[`${key}Milli`] !== null);
  const [texts, setTexts] = useState<Partial<Record<RegisterKey, string>>>({});
  const [note, setNote] = useState('');
  const [requestId] = useState(newRequestId);
  const textOf = (key: RegisterKey) => texts[key] ?? formatMilli(row.reading[key] ?? 0, row.decimals);
  const values = keys.map((key) => [`${key}Milli`, parseRegister(textOf(`${key}Milli`))] as const);
  const isComplete = values.every(([, value]) => value !== null);
  const isChanged = values.some(([key, value]) => value !== row.reading[key]);
  const asked = { readingId, ...(Object.fromEntries(values) as { totalMilli: number }) };
  const preview = useQuery({
    ...trpc.readings.previewCorrectDoubtful.queryOptions(asked),
    enabled: isComplete && isChanged,
    staleTime: 0,
    gcTime: 0,
  });
  const correct = useMutation(
    trpc.readings.correctDoubtful.mutationOptions({
      onSuccess: (item) => {
        queryClient.invalidateQueries();
        onClose({ items: [item], done: 1, refused: 0 });
      },
    }),
  );
  const seen = isComplete && isChanged ? preview.data : undefined;
  const isReady = seen?.code === null && note.trim().length >= 2 && !correct.isPending;
  const submit = () => {
    if (isReady) correct.mutate({ ...asked, note: note.trim(), requestId: requestId as never });
  };
  return (
    <Modal
      open
      title={t('correct.title', { door: row.doorNo, value: formatMilli(row.reading.totalMilli, row.decimals) })}
      okText={t('correct.submit')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={correct.isPending}
      onOk={submit}
      onCancel={() => onClose()}
    >
      <p style={{ marginTop: 0 }}>{t('correct.what')}</p>
      <Form layout="vertical">
        {keys.map((key, i) => (
          <Form.Item
            key={key}
            label={t(key)}
            validateStatus={parseRegister(textOf(`${key}Milli`)) === null ? 'error' : ''}
            help={parseRegister(textOf(`${key}Milli`)) === null ? t('notNumber') : null}
          >
            <Input
              aria-label={t(key)}
              autoFocus={i === 0}
              className="figures"
              inputMode="decimal"
              value={textOf(`${key}Milli`)}
              onFocus={(event) => event.target.select()}
              onChange={(event) => setTexts({ ...texts, [`${key}Milli`]: event.target.value })}
              onPressEnter={submit}
            />
          </Form.Item>
        ))}
        <Form.Item label={t('reviewNote')}>
          <Input
            aria-label={t('reviewNote')}
            placeholder={t('correct.noteHint')}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            onPressEnter={submit}
          />
        </Form.Item>
      </Form>
      {seen?.code === null && (
        <p className="figures" role="status">
          {t('figures', {
            last: row.previous ? formatMilli(row.previous.totalMilli, row.decimals) : '—',
            present: formatMilli(seen.totalMilli ?? 0, row.decimals),
            usage: seen.usageMilli === null ? '—' : formatMilli(seen.usageMilli, row.decimals),
          })}
        </p>
      )}
      {seen && seen.code !== null && <p role="alert">{t(`errors:${seen.code}`, seen.params)}</p>}
      {preview.error && <ErrorNote error={preview.error} />}
      {correct.error && <ErrorNote error={correct.error} />}
    </Modal>
  );
}
