import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Form, Input, Modal, Segmented, Table } from 'antd';
import { type Key, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDate } from '../../../main/shared/dates.ts';
import type { MeterId } from '../../../main/shared/ids.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { type Inputs, newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';

type Method = Inputs['readings']['previewEstimates']['method'];
type Row = Outputs['readings']['previewEstimates'][number];
const METHODS: readonly Method[] = ['average', 'last-year'];

/** Meters nobody could read this month: what they probably used, which of them to estimate, why. */
export function EstimateDialog(props: {
  month: string;
  service: Inputs['readings']['previewEstimates']['service'];
  building: string;
  readOn: string;
  onClose: () => void;
}) {
  const { t } = useTranslation('meterwork');
  const { message } = App.useApp();
  const { zone } = useToday();
  const { month, service, building, readOn, onClose } = props;
  const [method, setMethod] = useState<Method>('average');
  const [left, setLeft] = useState<ReadonlySet<Key>>(new Set());
  const [note, setNote] = useState('');
  const [requestId, setRequestId] = useState(newRequestId);
  const preview = useQuery(
    trpc.readings.previewEstimates.queryOptions({ month, readOn, method, service, ...(building && { building }) }),
  );
  const estimate = useMutation(
    trpc.readings.estimate.mutationOptions({
      onSuccess: ({ stored }) => {
        message.success(t('estimate.done', { count: stored }));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  const rows = preview.data ?? [];
  const chosen = rows.filter((row) => row.usageMilli !== null && !left.has(row.meterId)).map((row) => row.meterId);
  const isReady = chosen.length > 0 && note.trim().length >= 2;
  const submit = () =>
    isReady && estimate.mutate({ month, readOn, method, meterIds: chosen, note, requestId: requestId as never });
  const changed = () => {
    estimate.reset();
    setRequestId(newRequestId());
  };
  return (
    <Modal
      open
      width={900}
      title={t('estimate.title', { month })}
      okText={t('estimate.submit', { count: chosen.length })}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady, loading: estimate.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <div style={{ display: 'flex', gap: 16, alignItems: 'center', marginBottom: 12 }}>
        <Segmented<Method>
          aria-label={t('estimate.method')}
          value={method}
          options={METHODS.map((value) => ({ value, label: t(`estimate.methods.${value}`) }))}
          onChange={(value) => {
            setMethod(value);
            changed();
          }}
        />
        <span>
          {t('estimate.readOn')} <span className="figures">{readOn}</span>
        </span>
      </div>
      {preview.error && <ErrorNote error={preview.error} onRetry={() => preview.refetch()} />}
      <Table<Row>
        size="small"
        rowKey="meterId"
        loading={preview.isFetching}
        dataSource={rows}
        pagination={{ pageSize: 10, hideOnSinglePage: true, size: 'small' }}
        locale={{ emptyText: t('estimate.empty') }}
        rowSelection={{
          selectedRowKeys: chosen,
          getCheckboxProps: (row) => ({ disabled: row.usageMilli === null }),
          onChange: (keys) => {
            const kept = new Set(keys);
            setLeft(new Set(rows.map((row) => row.meterId as MeterId).filter((id) => !kept.has(id))));
            changed();
          },
        }}
        columns={[
          { title: t('estimate.door'), dataIndex: 'doorNo', width: 100 },
          { title: t('estimate.customer'), dataIndex: 'customerName', ellipsis: true },
          { title: t('meter'), dataIndex: 'meterNo', className: 'figures', width: 130 },
          {
            title: t('estimate.lastOn'),
            className: 'figures',
            width: 110,
            render: (_, row) => (row.lastReadAt === null ? '—' : localDate(row.lastReadAt, zone)),
          },
          {
            title: t('estimate.last'),
            align: 'right',
            className: 'figures',
            render: (_, row) => (row.lastMilli === null ? '—' : formatMilli(row.lastMilli, row.decimals)),
          },
          {
            title: t('estimate.usage'),
            align: 'right',
            render: (_, row) =>
              row.usageMilli === null ? (
                t('estimate.noHistory')
              ) : (
                <span className="figures">{formatMilli(Math.round(row.usageMilli / 1000) * 1000)}</span>
              ),
          },
          {
            title: t('estimate.times'),
            align: 'right',
            width: 110,
            render: (_, row) =>
              row.estimatesBefore > 0 ? t('estimate.timesValue', { count: row.estimatesBefore }) : '—',
          },
        ]}
      />
      <Form layout="horizontal" labelCol={{ flex: '60px' }} style={{ marginTop: 12 }} onFinish={submit}>
        <Form.Item label={t('reason')} htmlFor="estimate-note">
          <Input
            id="estimate-note"
            maxLength={200}
            placeholder={t('estimate.reasonHint')}
            value={note}
            onChange={(event) => {
              setNote(event.target.value);
              changed();
            }}
            onPressEnter={submit}
          />
        </Form.Item>
      </Form>
      {estimate.error && <ErrorNote error={estimate.error} />}
    </Modal>
  );
}
