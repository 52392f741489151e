import { Form, type FormInstance, Input, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ScaleModel } from '../../../main/devices/config.schema.ts';
import {
  ASK_PATTERN,
  TEXT_GRAMMARS,
  TEXT_PRESETS,
  TextScaleProfile,
} from '../../../main/devices/scale-text/profile.schema.ts';
import { capacityGrams, type DeviceFields } from './device-form.ts';
import { Whole } from './Whole.tsx';

const ROW = { display: 'flex', gap: 12 } as const;

/** How a scale speaks and when its weight counts. */
export function ScaleFields({ form, model }: { form: FormInstance<DeviceFields>; model: ScaleModel }) {
  switch (model) {
    case 'yaohua':
      return <YaohuaFields />;
    case 'toledo':
      return <ToledoFields />;
    case 'scale-text':
      return <TextFields form={form} />;
    case 'scale-bcd':
      return <BcdFields />;
  }
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

function Unit() {
  const { t } = useTranslation('devices');
  return (
    <Form.Item name="unit" label={t('form.unit')} style={{ flex: 1 }}>
      <Select options={(['kg', 'g'] as const).map((value) => ({ value, label: t(`form.units.${value}`) }))} />
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
        <Unit />
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

function TextFields({ form }: { form: FormInstance<DeviceFields> }) {
  const { t } = useTranslation('devices');
  const takePreset = (name: string) => {
    const preset = TEXT_PRESETS.find((known) => known.name === name);
    if (preset) form.setFieldsValue({ ...preset.line, stopBits: 1, ...TextScaleProfile.parse(preset.profile) });
  };
  return (
    <>
      <Form.Item label={t('form.preset')} extra={t('form.presetHint')}>
        <Select
          showSearch
          placeholder={t('form.presetPlaceholder')}
          aria-label={t('form.preset')}
          onChange={takePreset}
          options={TEXT_PRESETS.map(({ name }) => ({ value: name, label: name }))}
        />
      </Form.Item>
      <div style={ROW}>
        <Form.Item name="grammar" label={t('form.grammar')} style={{ flex: 2 }}>
          <Select options={TEXT_GRAMMARS.map((value) => ({ value, label: t(`form.grammars.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="ask"
          label={t('form.ask')}
          style={{ flex: 1 }}
          rules={[{ pattern: ASK_PATTERN, message: t('form.wrong') }]}
        >
          <Input className="figures" maxLength={20} placeholder={t('form.askEmpty')} />
        </Form.Item>
        <Whole name="askMs" label={t('form.askMs')} min={100} max={2000} step={100} />
      </div>
      <div style={ROW}>
        <Unit />
        <Whole name="decimals" label={t('form.decimals')} min={0} max={4} empty={t('form.asSent')} />
        <Whole name="stableFrames" label={t('form.stableFrames')} min={1} max={10} />
      </div>
      <div style={ROW}>
        <Whole name="stableWithinMs" label={t('form.stableWithinMs')} min={500} max={5000} step={100} />
        <Form.Item name="trustsMotion" label={t('form.trustsMotion')} valuePropName="checked" style={{ flex: 1 }}>
          <Switch />
        </Form.Item>
        <Capacity />
      </div>
    </>
  );
}

function BcdFields() {
  const { t } = useTranslation('devices');
  return (
    <>
      <div style={ROW}>
        <Form.Item name="point" label={t('form.point')} style={{ flex: 1 }}>
          <Select
            options={(['places-plus-one', 'places'] as const).map((value) => ({
              value,
              label: t(`form.points.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="order" label={t('form.order')} style={{ flex: 1 }}>
          <Select
            options={(['low-first', 'high-first'] as const).map((value) => ({
              value,
              label: t(`form.orders.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="hasUnitByte" label={t('form.hasUnitByte')} valuePropName="checked" style={{ flex: 1 }}>
          <Switch />
        </Form.Item>
      </div>
      <div style={ROW}>
        <Unit />
        <Whole name="stableFrames" label={t('form.stableFrames')} min={1} max={10} />
        <Capacity />
      </div>
    </>
  );
}
