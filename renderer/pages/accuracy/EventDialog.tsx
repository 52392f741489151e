import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { METER_EVENT_KINDS } from '../../../main/modules/accuracy/accuracy.schema.ts';
import type { LocalDate } from '../../../main/shared/dates.ts';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import type { MeterAccuracy } from './meter-accuracy.ts';

/** What somebody saw at a meter. */
export function EventDialog({ meter, onClose }: { meter: MeterAccuracy; onClose: () => void }) {
  const { t } = useTranslation('accuracy');
  const { today } = useToday();
  const [kind, setKind] = useState<(typeof METER_EVENT_KINDS)[number]>('cover-open');
  const [onDate, setDate] = useState<LocalDate | null>(today);
  const [note, setNote] = useState('');
  const [requestId] = useState(newRequestId);
  const record = useMutation(
    trpc.accuracy.recordEvent.mutationOptions({
      onSuccess: () => {
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  const isReady = onDate !== null && note.trim().length >= 2 && !record.isPending;
  const submit = () => {
    if (isReady)
      record.mutate({ meterId: meter.meterId, kind, onDate, note: note.trim(), requestId: requestId as never });
  };
  return (
    <Modal
      open
      title={t('event.recordTitle', { meterNo: meter.meterNo })}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={record.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <Form layout="vertical" onFinish={submit}>
        <div style={{ display: 'flex', gap: 16 }}>
          <Form.Item label={t('event.kind')} style={{ flex: 1 }}>
            <Select
              aria-label={t('event.kind')}
              value={kind}
              options={METER_EVENT_KINDS.map((value) => ({ value, label: t(`event.kinds.${value}`) }))}
              onChange={setKind}
            />
          </Form.Item>
          <Form.Item label={t('day')}>
            <DayInput label={t('day')} max={today} value={onDate} onChange={setDate} />
          </Form.Item>
        </div>
        <Form.Item label={t('event.seen')}>
          <Input
            aria-label={t('event.seen')}
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
