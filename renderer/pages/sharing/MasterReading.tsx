import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, type LocalDate, monthSpan } from '../../../main/shared/dates.ts';
import { type MeterId, RequestId } from '../../../main/shared/ids.ts';
import { newRequestId, queryClient, stationError, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import { scaledOf } from './group-form.ts';

interface Master {
  readonly meterId: MeterId;
  readonly meterNo: string;
  readonly month: string;
}

/** A master meter hangs on no account and so stands in no reading round: it is read here. */
export function MasterReading(props: Master) {
  const { t } = useTranslation('sharing');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('readMaster')}</Button>
      {isOpen && <ReadingDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

function ReadingDialog({ meterId, meterNo, month, onClose }: Master & { onClose: () => void }) {
  const { t } = useTranslation('sharing');
  const { today } = useToday();
  const lastDay = addDays(monthSpan(month).to, -1);
  const [typed, setTyped] = useState({
    total: '',
    readOn: (lastDay < today ? lastDay : today) as LocalDate | null,
    note: '',
    requestId: newRequestId(),
  });
  // Other content is another request.
  const set = (part: Partial<typeof typed>) => setTyped({ ...typed, ...part, requestId: newRequestId() });
  const record = useMutation(
    trpc.readings.record.mutationOptions({
      onSuccess: () => {
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  // What was confirmed was that figure on that day: another one is asked about anew.
  const setFigure = (part: Partial<typeof typed>) => {
    record.reset();
    set(part);
  };
  const isDoubted = stationError(record.error)?.code === 'reading.needs-confirmation';
  const totalMilli = typed.total.trim() ? scaledOf(typed.total, 3, Number.MAX_SAFE_INTEGER) : undefined;
  const note = typed.note.trim();
  const isReady = totalMilli !== undefined && typed.readOn !== null && (!isDoubted || note !== '');
  const save = () => {
    if (totalMilli === undefined || typed.readOn === null || !isReady || record.isPending) return;
    const requestId = RequestId.parse(typed.requestId);
    record.mutate({ meterId, readOn: typed.readOn, totalMilli, isConfirmed: isDoubted, note, requestId });
  };
  return (
    <Modal
      open
      title={t('readMasterOf', { meterNo })}
      okText={t('saveReading')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady, loading: record.isPending }}
      onOk={save}
      onCancel={onClose}
    >
      <Form layout="vertical" component={false}>
        <Form.Item label={t('readOn')} htmlFor="master-day">
          <DayInput id="master-day" max={today} value={typed.readOn} onChange={(readOn) => setFigure({ readOn })} />
        </Form.Item>
        <Form.Item label={t('registerShows')} htmlFor="master-total">
          <Input
            id="master-total"
            autoFocus
            className="figures"
            inputMode="decimal"
            autoComplete="off"
            status={typed.total.trim() && totalMilli === undefined ? 'error' : ''}
            value={typed.total}
            onChange={(event) => setFigure({ total: event.target.value })}
            onPressEnter={save}
          />
        </Form.Item>
        {isDoubted && (
          <Form.Item label={t('whyRight')} htmlFor="master-note">
            <Input
              id="master-note"
              maxLength={200}
              value={typed.note}
              onChange={(event) => set({ note: event.target.value })}
              onPressEnter={save}
            />
          </Form.Item>
        )}
      </Form>
      {record.error && <ErrorNote error={record.error} />}
    </Modal>
  );
}
