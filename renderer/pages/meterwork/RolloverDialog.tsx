import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { OutlookTable } from './OutlookTable.tsx';

type ReviewRow = Outputs['readings']['reviewQueue']['rows'][number];

/** A lower reading because the register passed zero: the digits it has, the bill before and after, then yes. */
export function RolloverDialog({ row, onClose }: { row: ReviewRow; onClose: () => void }) {
  const { t } = useTranslation('meterwork');
  const { message } = App.useApp();
  const { readingId, totalMilli } = row.reading;
  const shown = (milli: number | null | undefined) => (milli == null ? '—' : formatMilli(milli, row.decimals));
  const [digits, setDigits] = useState(row.digits);
  const [reason, setReason] = useState('');
  const [requestId] = useState(newRequestId);
  const preview = useQuery({
    ...trpc.meterwork.previewRollover.queryOptions({ readingId, digits }),
    retry: false,
    staleTime: 0,
  });
  const confirm = useMutation(
    trpc.meterwork.confirmRollover.mutationOptions({
      onSuccess: () => {
        message.success(t('rollover.done'));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  const seen = preview.error ? undefined : preview.data;
  const isReady = seen !== undefined && reason.trim().length >= 2;
  const submit = () => isReady && confirm.mutate({ readingId, digits, reason, requestId: requestId as never });
  return (
    <Modal
      open
      width={680}
      title={t('rollover.title', { door: row.doorNo })}
      okText={t('rollover.submit')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady, loading: confirm.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <p>{t('rollover.what', { previous: shown(row.previous?.totalMilli), present: shown(totalMilli) })}</p>
      <Form layout="horizontal" labelCol={{ flex: '92px' }} onFinish={submit}>
        <Form.Item label={t('rollover.digits')} htmlFor="rollover-digits" extra={t('rollover.digitsHint')}>
          <InputNumber
            id="rollover-digits"
            min={1}
            max={9}
            precision={0}
            value={digits}
            onChange={(value) => value !== null && setDigits(value)}
          />
        </Form.Item>
        <Form.Item label={t('reason')} htmlFor="rollover-reason">
          <Input
            id="rollover-reason"
            maxLength={200}
            placeholder={t('rollover.reasonHint')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onPressEnter={submit}
          />
        </Form.Item>
      </Form>
      {preview.error && <ErrorNote error={preview.error} />}
      {seen && (
        <>
          <p className="figures">
            {t('rollover.usage', { usage: shown(seen.usageMilli), usual: shown(row.usualMilli) })}
          </p>
          <OutlookTable preview={seen} />
        </>
      )}
      {confirm.error && <ErrorNote error={confirm.error} />}
    </Modal>
  );
}
