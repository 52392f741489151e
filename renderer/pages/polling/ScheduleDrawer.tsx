import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Drawer, Form, Input, InputNumber, Radio, Select, Space, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SCHEDULE_KINDS, type ScheduleKind } from '../../../main/modules/polling/polling.schema.ts';
import type { DeviceId, MeterId } from '../../../main/shared/ids.ts';
import { RequestId } from '../../../main/shared/ids.ts';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { parseTime, timeText } from './minutes.ts';
import type { ScheduleRow } from './schedule-row.ts';

interface Values {
  readonly name: string;
  readonly kind: ScheduleKind;
  readonly time: string;
  readonly monthDay: number | null;
  readonly service: 'all' | 'electricity' | 'gas' | 'water';
  readonly busIds: DeviceId[];
  readonly buildings: string[];
  readonly meterIds: MeterId[];
  readonly isEnabled: boolean;
}

/** A new schedule, or one that is changed: what, when, and for which meters. */
export function ScheduleDrawer({ schedule, onClose }: { schedule?: ScheduleRow; onClose: () => void }) {
  const { t } = useTranslation('polling');
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const kind = Form.useWatch('kind', form) ?? schedule?.kind ?? 'daily';
  const choices = useQuery(trpc.polling.choices.queryOptions());
  const done = {
    onSuccess: () => {
      message.success(t('saved'));
      queryClient.invalidateQueries({ queryKey: trpc.polling.pathKey() });
      onClose();
    },
  };
  const create = useMutation(trpc.polling.create.mutationOptions(done));
  const update = useMutation(trpc.polling.update.mutationOptions(done));
  const save = (values: Values) => {
    const { name, service, busIds, buildings, meterIds, isEnabled } = values;
    const fields = {
      ...{ name, kind: values.kind, isEnabled },
      scope: { busIds, buildings, meterIds, service: service === 'all' ? null : service },
      atMinute: values.kind === 'interval' ? 0 : (parseTime(values.time) ?? 0),
      monthDay: values.kind === 'settlement' ? values.monthDay : null,
    };
    if (schedule) update.mutate({ ...fields, scheduleId: schedule.scheduleId, version: schedule.version });
    else create.mutate({ ...fields, requestId });
  };
  const failure = create.error ?? update.error;
  return (
    <Drawer
      open
      size={480}
      title={schedule ? t('editTitle', { name: schedule.name }) : t('add')}
      onClose={onClose}
      afterOpenChange={(isOpen) => isOpen && form.focusField('name')}
      footer={
        <Space style={{ display: 'flex', justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" loading={create.isPending || update.isPending} onClick={form.submit}>
            {t('save')}
          </Button>
        </Space>
      }
    >
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={save}
        initialValues={{
          ...{ name: schedule?.name ?? '', kind: schedule?.kind ?? 'daily', monthDay: schedule?.monthDay ?? 1 },
          time: timeText(schedule?.atMinute ?? 30),
          service: schedule?.scope.service ?? 'all',
          busIds: schedule?.scope.busIds ?? [],
          buildings: schedule?.scope.buildings ?? [],
          meterIds: schedule?.scope.meterIds ?? [],
          isEnabled: schedule?.isEnabled ?? true,
        }}
      >
        <Form.Item name="name" label={t('columns.name')} rules={[{ required: true, message: t('needName') }]}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="kind" label={t('columns.kind')} extra={t(`kindHint.${kind}`)}>
          <Radio.Group options={SCHEDULE_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} />
        </Form.Item>
        {kind === 'settlement' && (
          <Form.Item name="monthDay" label={t('monthDay')} rules={[{ required: true, message: t('needDay') }]}>
            <InputNumber min={1} max={28} precision={0} className="figures" />
          </Form.Item>
        )}
        {kind !== 'interval' && (
          <Form.Item
            name="time"
            label={t('time')}
            extra={t('timeHint')}
            rules={[
              {
                validator: (_, text) =>
                  parseTime(text ?? '') === null ? Promise.reject(t('needTime')) : Promise.resolve(),
              },
            ]}
          >
            <Input style={{ width: 100 }} className="figures" maxLength={5} placeholder="00:30" />
          </Form.Item>
        )}
        <Form.Item name="service" label={t('service')}>
          <Select
            options={(['all', 'electricity', 'gas', 'water'] as const).map((value) => ({
              value,
              label: t(`services.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="busIds" label={t('buses')} extra={t('nothingIsAll')}>
          <Select
            mode="multiple"
            placeholder={t('allBuses')}
            options={
              choices.data?.buses.map(({ busId, name, meters }) => ({
                value: busId,
                label: t('withMeters', { name, meters }),
              })) ?? []
            }
          />
        </Form.Item>
        <Form.Item name="buildings" label={t('buildings')}>
          <Select
            mode="multiple"
            placeholder={t('allBuildings')}
            options={
              choices.data?.buildings.map(({ building, meters }) => ({
                value: building,
                label: t('withMeters', { name: building, meters }),
              })) ?? []
            }
          />
        </Form.Item>
        <Form.Item name="meterIds" label={t('meters')}>
          <Select
            mode="multiple"
            placeholder={t('allMeters')}
            optionFilterProp="label"
            maxTagCount="responsive"
            options={
              choices.data?.meters.map(({ meterId, meterNo, doorNo }) => ({
                value: meterId,
                label: `${doorNo} ${meterNo}`.trim(),
              })) ?? []
            }
          />
        </Form.Item>
        <Form.Item name="isEnabled" label={t('columns.enabled')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </Form>
      {failure && <ErrorNote error={failure} />}
    </Drawer>
  );
}
