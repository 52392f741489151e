import { Form, Input, InputNumber, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { CYCLES, type Unit } from '../../../main/modules/tariffs/document.schema.ts';
import { TARIFF_SERVICES } from '../../../main/modules/tariffs/tariffs.schema.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { type FormValues, UNITS_OF, unitOf } from './form-values.ts';
import { unitText } from './scheme.tsx';

const CROSSINGS = ['proportional', 'valley-first', 'peak-first'] as const;

/** What a version is called, from when it holds, and how its tiers count. */
export function HeadFields() {
  const { t } = useTranslation('tariffs');
  const form = Form.useFormInstance<FormValues>();
  const cycle = Form.useWatch('cycle', form);
  const scheme = Form.useWatch('scheme', form);
  const service = Form.useWatch('service', form) ?? 'electricity';
  const required = { required: true, message: t('required') };
  const choices = <V extends string>(values: readonly V[], group: string) =>
    values.map((value) => ({ value, label: t(`${group}.${value}`) }));
  return (
    <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr 1fr 1fr', gap: '0 12px' }}>
      <Form.Item
        name="code"
        label={t('code')}
        rules={[{ ...required, pattern: /^[A-Za-z0-9._-]{1,30}$/, message: t('codeHint') }]}
      >
        <Input autoFocus maxLength={30} />
      </Form.Item>
      <Form.Item name="name" label={t('name')} rules={[required]} style={{ gridColumn: 'span 2' }}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="service" label={t('service')}>
        <Select options={choices(TARIFF_SERVICES, 'services')} />
      </Form.Item>
      <Form.Item name="effectiveFrom" label={t('effectiveFrom')} rules={[required]}>
        <DayInput width="100%" />
      </Form.Item>
      <Form.Item name="cycle" label={t('cycle')} style={{ gridColumn: 'span 2' }}>
        <Segmented options={choices(CYCLES, 'cycles')} />
      </Form.Item>
      {cycle !== 'month' && (
        <Form.Item name="yearStart" label={t('yearStart')}>
          <Select
            options={Array.from({ length: 12 }, (_, i) => ({ value: i + 1, label: t('monthName', { month: i + 1 }) }))}
          />
        </Form.Item>
      )}
      {UNITS_OF[service].length > 1 && (
        <Form.Item name="unit" label={t('unit')} getValueProps={(value?: Unit) => ({ value: unitOf(service, value) })}>
          <Select options={UNITS_OF[service].map((value) => ({ value, label: unitText(t, value) }))} />
        </Form.Item>
      )}
      {cycle !== 'month' && (
        <Form.Item name="yearStartDay" label={t('yearStartDay')}>
          <InputNumber min={1} max={28} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      )}
      <Form.Item name="rounding" label={t('rounding')} style={{ gridColumn: 'span 2' }}>
        <Select options={choices(['per-bill', 'per-line'] as const, 'roundings')} />
      </Form.Item>
      {scheme?.kind === 'tiered' && scheme.periods.length > 0 && (
        <Form.Item name="crossing" label={t('crossing')} style={{ gridColumn: 'span 2' }}>
          <Select options={choices(CROSSINGS, 'crossings')} />
        </Form.Item>
      )}
    </div>
  );
}
