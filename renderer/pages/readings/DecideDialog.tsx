import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Form, Input, type InputRef, Modal, Radio, Table, Tag } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalDate } from '../../../main/shared/dates.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';

export type Decision = 'accept' | 'reject' | 'send-back' | 'estimate';
export type DecisionResult = Outputs['readings']['decide'];
type Item = DecisionResult['items'][number];

/** What a decision will do to each reading of a selection, then the reason and yes. */
export function DecideDialog(props: {
  readingIds: readonly number[];
  decision: Decision;
  onClose: (result?: DecisionResult) => void;
}) {
  const { t } = useTranslation('readings');
  const { decision, onClose } = props;
  const readingIds = [...props.readingIds] as never[];
  const { today } = useToday();
  const [note, setNote] = useState('');
  const [method, setMethod] = useState<'average' | 'last-year'>('average');
  const [dueOn, setDueOn] = useState<LocalDate | null>(null);
  const [requestId] = useState(newRequestId);
  const [result, setResult] = useState<DecisionResult>();
  const noteInput = useRef<InputRef>(null);
  const preview = useQuery({
    ...trpc.readings.previewDecision.queryOptions({ readingIds, decision, method }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  const decide = useMutation(
    trpc.readings.decide.mutationOptions({
      onSuccess: (done) => {
        queryClient.invalidateQueries();
        if (done.refused === 0) onClose(done);
        else setResult(done);
      },
    }),
  );
  const shown = result ?? preview.data;
  // One reading is on the screen behind; of many it must be seen first what becomes of them.
  const isSeen = preview.data ? preview.data.done > 0 : readingIds.length === 1;
  const isReady = note.trim().length >= 2 && isSeen && !decide.isPending;
  const submit = () => {
    if (!isReady || result) return;
    const more = { ...(decision === 'estimate' && { method }), ...(dueOn && { dueOn }) };
    decide.mutate({ readingIds, decision, note: note.trim(), requestId: requestId as never, ...more });
  };
  const close = () => onClose(result);
  return (
    <Modal
      open
      width={760}
      afterOpenChange={(open) => open && noteInput.current?.focus()}
      title={t(`decide.title.${decision}`, { count: readingIds.length })}
      okText={result ? t('decide.close') : t(`decide.do.${decision}`)}
      cancelText={t('cancel')}
      okButtonProps={{ danger: !result && decision === 'reject', disabled: !result && !isReady }}
      cancelButtonProps={{ style: result ? { display: 'none' } : {} }}
      confirmLoading={decide.isPending}
      onOk={result ? close : submit}
      onCancel={close}
    >
      <p style={{ marginTop: 0 }}>{t(`decide.what.${decision}`)}</p>
      <Form layout="vertical">
        {decision === 'estimate' && (
          <Form.Item label={t('decide.method')}>
            <Radio.Group
              disabled={result !== undefined}
              value={method}
              onChange={(event) => setMethod(event.target.value)}
              options={(['average', 'last-year'] as const).map((value) => ({
                value,
                label: t(`decide.methods.${value}`),
              }))}
            />
          </Form.Item>
        )}
        {decision === 'send-back' && (
          <Form.Item label={t('decide.dueOn')}>
            <DayInput label={t('decide.dueOn')} min={today} value={dueOn} onChange={setDueOn} />
          </Form.Item>
        )}
        {!result && (
          <Form.Item label={t('reviewNote')}>
            <Input
              ref={noteInput}
              aria-label={t('reviewNote')}
              placeholder={t('reviewNoteHint')}
              maxLength={200}
              value={note}
              onChange={(event) => setNote(event.target.value)}
              onPressEnter={submit}
            />
          </Form.Item>
        )}
      </Form>
      {shown && shown.refused > 0 && (
        <Alert
          type="warning"
          style={{ marginBottom: 8 }}
          title={t(result ? 'decide.someRefused' : 'decide.someWillNot', { done: shown.done, refused: shown.refused })}
        />
      )}
      {preview.error ? (
        <ErrorNote error={preview.error} />
      ) : (
        <ItemTable items={shown?.items ?? []} decision={decision} />
      )}
      {decide.error && <ErrorNote error={decide.error} />}
    </Modal>
  );
}

function ItemTable({ items, decision }: { items: readonly Item[]; decision: Decision }) {
  const { t } = useTranslation(['readings', 'errors']);
  const figure = (milli: number | null, decimals: number) => (milli === null ? '—' : formatMilli(milli, decimals));
  const counts = decision === 'accept' || decision === 'estimate';
  return (
    <Table<Item>
      size="small"
      rowKey="readingId"
      dataSource={items}
      pagination={items.length > 10 ? { pageSize: 10, showSizeChanger: false, size: 'small' } : false}
      columns={[
        { title: t('door'), dataIndex: 'doorNo', width: 110 },
        { title: t('meter'), dataIndex: 'meterNo', width: 140 },
        ...(counts
          ? [
              {
                title: t('decide.value'),
                align: 'right' as const,
                className: 'figures',
                width: 110,
                render: (_: unknown, item: Item) => figure(item.totalMilli, item.decimals),
              },
              {
                title: t('usage'),
                align: 'right' as const,
                className: 'figures',
                width: 100,
                render: (_: unknown, item: Item) => figure(item.usageMilli, item.decimals),
              },
            ]
          : []),
        {
          title: t('decide.outcome'),
          render: (_, item) =>
            item.code === null ? (
              <Tag color="success">{t(`decide.becomes.${decision}`)}</Tag>
            ) : (
              <span style={{ whiteSpace: 'normal' }}>{t(`errors:${item.code}`, item.params)}</span>
            ),
        },
      ]}
    />
  );
}
