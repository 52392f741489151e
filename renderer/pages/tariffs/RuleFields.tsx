import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useUnit } from './PriceFields.tsx';

type Name = readonly string[];

/** Minimum, tax, free quantity, power factor and what a price change inside a period does. */
export function RuleFields() {
  const { t } = useTranslation('tariffs');
  const unit = useUnit();
  return (
    <Grid>
      <Figure name={['minimum', 'amount']} label={t('minimum')} suffix={t('yuan')} />
      <Form.Item name={['minimum', 'whenUnused']} valuePropName="checked" label=" ">
        <Checkbox>{t('minimumAlways')}</Checkbox>
      </Form.Item>
      <Figure name={['vat', 'percent']} label={t('vat')} suffix="%" />
      <Choice name={['vat', 'mode']} label={t('vatMode')} group="vatModes" values={['inside', 'on-top']} />
      <Figure name={['quota', 'quantity']} label={t('quotaMonthly')} suffix={unit} />
      <Choice name={['quota', 'mode']} label={t('quotaMode')} group="quotaModes" values={['deduct', 'refund']} />
      <Form.Item name="powerFactor" label={t('powerFactor')}>
        <Select
          allowClear
          placeholder={t('none')}
          options={['0.90', '0.85', '0.80'].map((value) => ({ value, label: value }))}
        />
      </Form.Item>
      <span />
      <Choice
        name={['priceChange', 'split']}
        label={t('priceChange')}
        group="splits"
        values={['by-days', 'reading-day']}
      />
      <Form.Item name={['priceChange', 'isWhole']} valuePropName="checked" label=" ">
        <Checkbox>{t('wholeParts')}</Checkbox>
      </Form.Item>
    </Grid>
  );
}

/** What paying late costs. */
export function LateFeeFields() {
  const { t } = useTranslation('tariffs');
  return (
    <Grid>
      <Figure name={['lateFee', 'permil']} label={t('lateFeePerDay')} suffix="‰" />
      <Figure name={['lateFee', 'permilAfterYearEnd']} label={t('lateFeeAfterYearEnd')} suffix="‰" />
      <Form.Item name={['lateFee', 'graceDays']} label={t('lateFeeGrace')}>
        <InputNumber min={0} max={90} precision={0} suffix={t('days')} style={{ width: '100%' }} />
      </Form.Item>
      <Figure name={['lateFee', 'floor']} label={t('lateFeeFloor')} suffix={t('yuan')} />
      <Form.Item name={['lateFee', 'isCapped']} valuePropName="checked">
        <Checkbox>{t('lateFeeTexts.capped')}</Checkbox>
      </Form.Item>
    </Grid>
  );
}

/** Billing at standard conditions what a meter counts under pressure. */
export function VolumeFields() {
  const { t } = useTranslation('tariffs');
  return (
    <Grid>
      <Figure name={['volume', 'gaugeKpa']} label={t('volumeGauge')} suffix="kPa" />
      <Figure name={['volume', 'temperatureC']} label={t('volumeTemperature')} suffix="℃" />
      <Figure name={['volume', 'atmosphericKpa']} label={t('volumeAtmosphere')} suffix="kPa" placeholder="101.325" />
      <Form.Item name={['volume', 'referenceC']} label={t('volumeReference')}>
        <Select options={['20', '0'].map((value) => ({ value, label: `${value} ℃` }))} />
      </Form.Item>
      <Figure name={['volume', 'zStandard']} label={t('volumeZStandard')} placeholder="1" />
      <Figure name={['volume', 'zMeter']} label={t('volumeZMeter')} placeholder="1" />
      <Form.Item name={['volume', 'decimals']} label={t('volumeDecimals')}>
        <InputNumber min={0} max={3} precision={0} style={{ width: '100%' }} />
      </Form.Item>
    </Grid>
  );
}

function Grid({ children }: { children: ReactNode }) {
  return <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr 1fr 1fr', gap: '0 12px' }}>{children}</div>;
}

function Figure(props: { name: Name; label: string; suffix?: string; placeholder?: string }) {
  const { t } = useTranslation('tariffs');
  return (
    <Form.Item name={[...props.name]} label={props.label}>
      <Input
        inputMode="decimal"
        className="figures"
        suffix={props.suffix ?? ''}
        placeholder={props.placeholder ?? t('none')}
      />
    </Form.Item>
  );
}

function Choice(props: { name: Name; label: string; group: string; values: readonly string[] }) {
  const { t } = useTranslation('tariffs');
  return (
    <Form.Item name={[...props.name]} label={props.label}>
      <Select options={props.values.map((value) => ({ value, label: t(`${props.group}.${value}`) }))} />
    </Form.Item>
  );
}
