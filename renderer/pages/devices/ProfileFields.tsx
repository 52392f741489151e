import { Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DeviceModel } from '../../../main/devices/config.schema.ts';
import { capacityGrams } from './device-form.ts';

const ROW = { display: 'flex', gap: 12 } as const;

/** What the model has to be told beside its wire. */
export function ProfileFields(props: { model: DeviceModel }) {
  if (props.model === 'meter-bus') return <BusFields />;
  if (props.model === 'gsm-modem') return <GsmFields />;
  return props.model === 'yaohua' ? <YaohuaFields /> : <ToledoFields />;
}

function Whole(props: { name: string; label: string; min: number; max: number; step?: number }) {
  const { t } = useTranslation('devices');
  return (
    <Form.Item
      name={props.name}
      label={props.label}
      rules={[{ required: true, message: t('form.required') }]}
      style={{ flex: 1 }}
    >
      <InputNumber min={props.min} max={props.max} step={props.step ?? 1} precision={0} style={{ width: '100%' }} />
    </Form.Item>
  );
}

function BusFields() {
  const { t } = useTranslation('devices');
  return (
    <div style={ROW}>
      <Whole name="answerMs" label={t('form.answerMs')} min={200} max={10_000} step={100} />
      <Whole name="retries" label={t('form.retries')} min={0} max={5} />
    </div>
  );
}

function Capacity() {
  const { t } = useTranslation('devices');
  return (
    <Form.Item
      name="capacityKg"
      label={t('form.capacityKg')}
      extra={t('form.capacityHint')}
      style={{ flex: 1 }}
      rules={[
        {
          validator: (_, value: string) =>
            capacityGrams(value ?? '') === undefined ? Promise.reject(new Error(t('form.wrong'))) : Promise.resolve(),
        },
      ]}
    >
      <Input className="figures" inputMode="decimal" maxLength={9} />
    </Form.Item>
  );
}

function YaohuaFields() {
  const { t } = useTranslation('devices');
  return (
    <>
      <div style={ROW}>
        <Form.Item name="form" label={t('form.outputForm')} style={{ flex: 2 }}>
          <Select
            options={(['tF0', 'tF1', 'tF2', 'wn'] as const).map((value) => ({
              value,
              label: t(`form.forms.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="unit" label={t('form.unit')} style={{ flex: 1 }}>
          <Select options={(['kg', 'g'] as const).map((value) => ({ value, label: t(`form.units.${value}`) }))} />
        </Form.Item>
      </div>
      <div style={ROW}>
        <Whole name="stableFrames" label={t('form.stableFrames')} min={2} max={10} />
        <Capacity />
      </div>
    </>
  );
}

function ToledoFields() {
  const { t } = useTranslation('devices');
  return (
    <div style={ROW}>
      <Form.Item name="checksum" label={t('form.checksum')} style={{ flex: 1 }}>
        <Select
          options={(['auto', 'on', 'off'] as const).map((value) => ({ value, label: t(`form.checksums.${value}`) }))}
        />
      </Form.Item>
      <Capacity />
    </div>
  );
}

function GsmFields() {
  const { t } = useTranslation('devices');
  return (
    <>
      <div style={ROW}>
        <Form.Item
          name="smsc"
          label={t('form.smsc')}
          extra={t('form.smscHint')}
          style={{ flex: 2 }}
          rules={[{ pattern: /^(\+?\d{3,20})?$/, message: t('form.numberWrong') }]}
        >
          <Input className="figures" maxLength={21} inputMode="tel" />
        </Form.Item>
        <Whole name="mostParts" label={t('form.mostParts')} min={1} max={10} />
        <Form.Item name="wantsReports" label={t('form.wantsReports')} valuePropName="checked" style={{ flex: 1 }}>
          <Switch />
        </Form.Item>
      </div>
      <div style={ROW}>
        <Whole name="answerMs" label={t('form.answerMs')} min={500} max={30_000} step={500} />
        <Whole name="sendSeconds" label={t('form.sendSeconds')} min={5} max={180} step={5} />
        <Whole name="validHours" label={t('form.validHours')} min={1} max={720} />
      </div>
    </>
  );
}
