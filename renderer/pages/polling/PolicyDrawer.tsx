import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Drawer, Form, InputNumber, Skeleton, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { ALERT_KINDS, type AlertKind } from '../../../main/modules/polling/policy.schema.ts';
import { type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';

type Policy = Outputs['polling']['policy'];

/** The figures alerts go by, which kinds are wanted, and how long history is kept. */
export function PolicyDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('polling');
  const policy = useQuery(trpc.polling.policy.queryOptions());
  return (
    <Drawer open size={480} title={t('policy.title')} onClose={onClose}>
      {policy.error && <ErrorNote error={policy.error} onRetry={() => policy.refetch()} />}
      {policy.isPending && <Skeleton active />}
      {policy.data && <PolicyForm key={policy.data.version} policy={policy.data} onClose={onClose} />}
    </Drawer>
  );
}

const WHOLE = [
  ['nominalVolts', 100, 400],
  ['overVoltagePercent', 1, 50],
  ['underVoltagePercent', 1, 50],
  ['clockMinutes', 1, 1440],
  ['silentDays', 1, 60],
  ['zeroDays', 1, 60],
  ['jumpFactor', 2, 100],
  ['keepMonths', 0, 600],
] as const;

function PolicyForm({ policy, onClose }: { policy: Policy; onClose: () => void }) {
  const { t } = useTranslation('polling');
  const { message } = App.useApp();
  const may = useMay('meters.write');
  const [form] = Form.useForm();
  const save = useMutation(
    trpc.polling.savePolicy.mutationOptions({
      onSuccess: () => {
        message.success(t('saved'));
        queryClient.invalidateQueries({ queryKey: trpc.polling.pathKey() });
        onClose();
      },
    }),
  );
  const { off, stationDemandMilli, reverseMilli, version, ...whole } = policy;
  const submit = (values: Record<string, unknown>) => {
    const { on, stationKw, reverseKw, ...figures } = values as {
      on: AlertKind[];
      stationKw: number | null;
      reverseKw: number;
    };
    save.mutate({
      ...whole,
      ...figures,
      off: ALERT_KINDS.filter((kind) => !on.includes(kind)),
      stationDemandMilli: stationKw ? Math.round(stationKw * 1000) : null,
      reverseMilli: Math.round(reverseKw * 1000),
      version,
    });
  };
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      disabled={!may}
      onFinish={submit}
      initialValues={{
        ...whole,
        on: ALERT_KINDS.filter((kind) => !off.includes(kind)),
        stationKw: stationDemandMilli === null ? null : stationDemandMilli / 1000,
        reverseKw: reverseMilli / 1000,
      }}
    >
      <Form.Item name="on" label={t('policy.kinds')}>
        <Checkbox.Group
          style={{ display: 'grid', gridTemplateColumns: '1fr 1fr 1fr' }}
          options={ALERT_KINDS.map((value) => ({ value, label: t(`alerts.kind.${value}`) }))}
        />
      </Form.Item>
      <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', columnGap: 16 }}>
        <Form.Item name="stationKw" label={t('policy.stationDemand')} extra={t('policy.stationDemandHint')}>
          <InputNumber
            min={0.001}
            max={9_999_999}
            precision={3}
            className="figures"
            style={{ width: '100%' }}
            suffix="kW"
          />
        </Form.Item>
        <Form.Item name="reverseKw" label={t('policy.reverse')} rules={[{ required: true, message: t('needFigure') }]}>
          <InputNumber min={0.001} max={1000} precision={3} className="figures" style={{ width: '100%' }} suffix="kW" />
        </Form.Item>
        {WHOLE.map(([name, min, max]) => (
          <Form.Item
            key={name}
            name={name}
            label={t(`policy.${name}`)}
            extra={t(`policy.${name}Hint`)}
            rules={[{ required: true, message: t('needFigure') }]}
          >
            <InputNumber
              min={min}
              max={max}
              precision={0}
              className="figures"
              style={{ width: '100%' }}
              suffix={t(`policy.unit.${name}`)}
            />
          </Form.Item>
        ))}
      </div>
      {save.error && <ErrorNote error={save.error} />}
      {may && (
        <Space style={{ display: 'flex', justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t('save')}
          </Button>
        </Space>
      )}
    </Form>
  );
}
