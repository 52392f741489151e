import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Form, Input, Modal, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDate } from '../../../main/shared/dates.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import { CorrectionTable } from '../billing/CorrectionTable.tsx';
import { OutlookTable } from './OutlookTable.tsx';

type ReviewRow = Outputs['readings']['reviewQueue']['rows'][number];
type Preview = Outputs['meterwork']['previewTrueUp'];

/** Estimates that a real reading shows to be wrong: what they become, the bills issued again, then yes. */
export function TrueUpDialog({ row, onClose }: { row: ReviewRow; onClose: () => void }) {
  const { t } = useTranslation('meterwork');
  const { message } = App.useApp();
  const { readingId } = row.reading;
  const [reason, setReason] = useState('');
  const [requestId] = useState(newRequestId);
  const preview = useQuery({
    ...trpc.meterwork.previewTrueUp.queryOptions({ readingId }),
    retry: false,
    staleTime: 0,
  });
  const confirm = useMutation(
    trpc.meterwork.confirmTrueUp.mutationOptions({
      onSuccess: () => {
        message.success(t('trueUp.done'));
        queryClient.invalidateQueries();
        onClose();
      },
      onError: () => preview.refetch(),
    }),
  );
  const seen = preview.error ? undefined : preview.data;
  const isReady = seen !== undefined && reason.trim().length >= 2;
  const submit = () =>
    isReady &&
    confirm.mutate({ readingId, reason, expectedDifferenceFen: seen.differenceFen, requestId: requestId as never });
  return (
    <Modal
      open
      width={960}
      title={t('trueUp.title', { door: row.doorNo })}
      okText={t('trueUp.submit')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady, loading: confirm.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <p>{t('trueUp.what')}</p>
      {preview.isPending && <Skeleton active />}
      {preview.error && <ErrorNote error={preview.error} />}
      {seen && <Changes seen={seen} unit={row.service === 'electricity' ? 'kWh' : 'm3'} />}
      <Form layout="horizontal" labelCol={{ flex: '60px' }} onFinish={submit}>
        <Form.Item label={t('reason')} htmlFor="true-up-reason">
          <Input
            id="true-up-reason"
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onPressEnter={submit}
          />
        </Form.Item>
      </Form>
      {confirm.error && <ErrorNote error={confirm.error} />}
    </Modal>
  );
}

function Changes({ seen, unit }: { seen: Preview; unit: string }) {
  const { t } = useTranslation('meterwork');
  const { zone } = useToday();
  return (
    <>
      <Table<Preview['estimates'][number]>
        size="small"
        pagination={false}
        rowKey="readAt"
        style={{ marginBottom: 12 }}
        dataSource={seen.estimates}
        columns={[
          { title: t('trueUp.estimate'), className: 'figures', render: (_, e) => localDate(e.readAt, zone) },
          {
            title: t('trueUp.was'),
            align: 'right',
            className: 'figures',
            render: (_, e) => formatMilli(e.beforeMilli, e.decimals),
          },
          {
            title: t('trueUp.becomes'),
            align: 'right',
            className: 'figures',
            render: (_, e) => formatMilli(e.afterMilli, e.decimals),
          },
        ]}
      />
      {seen.bills.length > 0 ? (
        <>
          <CorrectionTable preview={seen} unit={unit} />
          <p>
            {t('trueUp.difference', {
              amount: formatYuan(seen.differenceFen),
              credit: formatYuan(seen.creditFen),
            })}
          </p>
        </>
      ) : (
        <p>{t('trueUp.unbilled')}</p>
      )}
      <h3 style={{ fontSize: 14 }}>{t('trueUp.nextBill')}</h3>
      <OutlookTable preview={seen} />
    </>
  );
}
