import { Form, type FormInstance, Input, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { DeviceModel } from '../../../main/devices/config.schema.ts';
import { PrinterFields, ScannerFields } from './CounterFields.tsx';
import type { DeviceFields } from './device-form.ts';
import { ScaleFields } from './ScaleFields.tsx';
import { Whole } from './Whole.tsx';

const ROW = { display: 'flex', gap: 12 } as const;

/** What the model has to be told beside its wire. */
export function ProfileFields(props: { form: FormInstance<DeviceFields>; model: DeviceModel }) {
  if (props.model === 'meter-bus') return <BusFields />;
  if (props.model === 'gsm-modem') return <GsmFields />;
  if (props.model === 'escpos') return <PrinterFields />;
  if (props.model === 'serial-scanner') return <ScannerFields />;
  return <ScaleFields form={props.form} model={props.model} />;
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
