import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SEAL_PLACES } from '../../../main/modules/accuracy/accuracy.schema.ts';
import type { LocalDate } from '../../../main/shared/dates.ts';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import type { MeterAccuracy } from './meter-accuracy.ts';

const KINDS = ['put-on', 'removed', 'broken'] as const;

/** A seal put on, taken off, or found broken. */
export function SealDialog({ meter, onClose }: { meter: MeterAccuracy; onClose: () => void }) {
  const { t } = useTranslation('accuracy');
  const { today } = useToday();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('put-on');
  const [sealNo, setSealNo] = useState('');
  const [place, setPlace] = useState<(typeof SEAL_PLACES)[number]>('cover');
  const [onDate, setDate] = useState<LocalDate | null>(today);
  const [doneBy, setDoneBy] = useState('');
  const [note, setNote] = useState('');
  const [requestId, setRequestId] = useState(newRequestId);
  const record = useMutation(
    trpc.accuracy.recordSeal.mutationOptions({
      onSuccess: () => {
        queryClient.invalidateQueries();
        onClose();
      },
      onError: () => setRequestId(newRequestId()),
    }),
  );
  const isReady =
    sealNo.trim() !== '' && doneBy.trim() !== '' && onDate !== null && (kind !== 'broken' || note.trim().length >= 2);
  const submit = () => {
    if (!isReady || record.isPending) return;
    const told = { sealNo: sealNo.trim(), place, onDate, doneBy: doneBy.trim(), note: note.trim() };
    record.mutate({ meterId: meter.meterId, kind, ...told, requestId: requestId as never });
  };
  return (
    <Modal
      open
      title={t('seal.recordTitle', { meterNo: meter.meterNo })}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={record.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <Form layout="vertical" onFinish={submit}>
        <Form.Item>
          <Radio.Group
            value={kind}
            options={KINDS.map((value) => ({ value, label: t(`seal.did.${value}`) }))}
            onChange={(event) => {
              setKind(event.target.value);
              setSealNo('');
            }}
          />
        </Form.Item>
        <Form.Item label={t('seal.no')}>
          {kind === 'put-on' ? (
            <Input
              aria-label={t('seal.no')}
              autoFocus
              autoComplete="off"
              maxLength={40}
              value={sealNo}
              onChange={(event) => setSealNo(event.target.value)}
              onPressEnter={submit}
            />
          ) : (
            <Select
              aria-label={t('seal.no')}
              placeholder={t('seal.choose')}
              {...(sealNo && { value: sealNo })}
              options={meter.sealsOn.map((value) => ({ value, label: value }))}
              onChange={setSealNo}
            />
          )}
        </Form.Item>
        {kind === 'put-on' && (
          <Form.Item label={t('seal.place')}>
            <Radio.Group
              value={place}
              options={SEAL_PLACES.map((value) => ({ value, label: t(`seal.places.${value}`) }))}
              onChange={(event) => setPlace(event.target.value)}
            />
          </Form.Item>
        )}
        <div style={{ display: 'flex', gap: 16 }}>
          <Form.Item label={t('day')}>
            <DayInput label={t('day')} max={today} value={onDate} onChange={setDate} />
          </Form.Item>
          <Form.Item label={t('doneBy')} style={{ flex: 1 }}>
            <Input
              aria-label={t('doneBy')}
              maxLength={60}
              value={doneBy}
              onChange={(event) => setDoneBy(event.target.value)}
              onPressEnter={submit}
            />
          </Form.Item>
        </div>
        <Form.Item label={t('note')} extra={kind === 'broken' ? t('seal.brokenHint') : null}>
          <Input
            aria-label={t('note')}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            onPressEnter={submit}
          />
        </Form.Item>
      </Form>
      {record.error && <ErrorNote error={record.error} />}
    </Modal>
  );
}
