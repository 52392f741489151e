import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useAct } from './useAct.ts';

/** What the worker wrote on the sheet. */
export function FieldReport({ order }: { order: Outputs['suspension']['list'][number] }) {
  const { t } = useTranslation('dunning');
  const [worker, setWorker] = useState('');
  const [note, setNote] = useState('');
  const { requestId, done } = useAct();
  const report = useMutation(trpc.suspension.report.mutationOptions({ onSettled: done }));
  const save = (isDone: boolean) =>
    report.mutate({ orderId: order.orderId, isDone, worker: worker.trim(), note: note.trim(), requestId });
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      <Input
        aria-label={t('worker')}
        placeholder={t('worker')}
        maxLength={40}
        value={worker}
        onChange={(event) => setWorker(event.target.value)}
      />
      <Input
        aria-label={t('fieldNote')}
        placeholder={t('fieldNote')}
        maxLength={200}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      {report.error && <ErrorNote error={report.error} />}
      <div style={{ display: 'flex', gap: 8 }}>
        <Button type="primary" disabled={worker.trim() === ''} loading={report.isPending} onClick={() => save(true)}>
          {t(`fieldDone.${order.kind}`)}
        </Button>
        <Button disabled={worker.trim() === '' || note.trim() === ''} onClick={() => save(false)}>
          {t('fieldNotDone')}
        </Button>
      </div>
    </div>
  );
}
