import { useMutation, useQuery } from '@tanstack/react-query';
import { Form, Modal, Radio, Select, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CALIBRATION_PERIODS, type PeriodKind } from '../../../main/modules/accuracy/periods.domain.ts';
import { addDays, type LocalDate } from '../../../main/shared/dates.ts';
import { type Inputs, newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';

type Item = Outputs['accuracy']['previewDue'][number];
type Asked = Inputs['accuracy']['previewDue'];

/** The next calibration of the chosen meters: a day, or the period of a kind; each before and after. */
export function DueDialog(props: { meterIds: readonly number[]; onClose: (isDone: boolean) => void }) {
  const { t } = useTranslation(['accuracy', 'readings', 'errors']);
  const { today } = useToday();
  const [by, setBy] = useState<'period' | 'date'>('period');
  const [kind, setKind] = useState<PeriodKind>();
  const [dueOn, setDueOn] = useState<LocalDate | null>(null);
  const [requestId, setRequestId] = useState(newRequestId);
  const next = by === 'period' ? kind && { by, kind } : dueOn && { by, dueOn };
  const asked = { meterIds: [...props.meterIds] as never[], next } as Asked;
  const preview = useQuery({
    ...trpc.accuracy.previewDue.queryOptions(asked),
    enabled: Boolean(next),
    staleTime: 0,
    gcTime: 0,
  });
  const set = useMutation(
    trpc.accuracy.setDue.mutationOptions({
      onSuccess: () => {
        queryClient.invalidateQueries();
        props.onClose(true);
      },
    }),
  );
  const items = next ? (preview.data ?? []) : [];
  const isReady = items.some((item) => item.code === null) && !set.isPending;
  const change = (does: () => void) => {
    does();
    setRequestId(newRequestId());
    set.reset();
  };
  return (
    <Modal
      open
      width={680}
      title={t('due.setTitle', { count: props.meterIds.length })}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady }}
      confirmLoading={set.isPending}
      onOk={() => set.mutate({ ...asked, requestId: requestId as never })}
      onCancel={() => props.onClose(false)}
    >
      <Form layout="vertical">
        <Form.Item>
          <Radio.Group
            value={by}
            options={(['period', 'date'] as const).map((value) => ({ value, label: t(`due.by.${value}`) }))}
            onChange={(event) => change(() => setBy(event.target.value))}
          />
        </Form.Item>
        {by === 'period' ? (
          <Form.Item label={t('due.period')} extra={t('due.periodHint')}>
            <Select
              aria-label={t('due.period')}
              {...(kind && { value: kind })}
              options={CALIBRATION_PERIODS.map((period) => ({
                value: period.kind,
                label: t(`due.periodOption.${period.atEnd}`, {
                  kind: t(`periods.${period.kind}`),
                  years: period.years,
                  source: period.source,
                }),
              }))}
              onChange={(value: PeriodKind) => change(() => setKind(value))}
            />
          </Form.Item>
        ) : (
          <Form.Item label={t('due.on')}>
            <DayInput
              label={t('due.on')}
              min={addDays(today, 1)}
              value={dueOn}
              onChange={(value) => change(() => setDueOn(value))}
            />
          </Form.Item>
        )}
      </Form>
      {next && preview.error && <ErrorNote error={preview.error} />}
      {items.length > 0 && (
        <Table<Item>
          size="small"
          rowKey="meterId"
          dataSource={items}
          pagination={items.length > 8 ? { pageSize: 8, showSizeChanger: false, size: 'small' } : false}
          columns={[
            { title: t('readings:meter'), dataIndex: 'meterNo' },
            { title: t('due.before'), className: 'figures', render: (_, item) => item.before ?? '—' },
            {
              title: t('due.after'),
              className: 'figures',
              render: (_, item) => (item.code === null ? item.after : t(`errors:${item.code}`, item.params)),
            },
          ]}
        />
      )}
      {set.error && <ErrorNote error={set.error} />}
    </Modal>
  );
}
