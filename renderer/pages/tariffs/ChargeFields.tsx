import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FormValues } from './form-values.ts';
import { useUnit } from './PriceFields.tsx';

const KINDS = ['fixed', 'surcharge', 'fixed-quantity', 'capacity', 'demand'] as const;

/** What is asked for beside the energy, a row a charge. Its name is printed on the bill. */
export function ChargeFields() {
  const { t } = useTranslation('tariffs');
  return (
    <Form.List name="charges">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field, i) => (
            <ChargeRow key={field.key} place={field.name} no={i + 1} onRemove={() => remove(field.name)} />
          ))}
          <Button
            type="dashed"
            size="small"
            icon={<PlusOutlined />}
            disabled={fields.length >= 12}
            onClick={() => add({ kind: 'fixed', per: 'month', freePercent: 105, floorPercent: 40 })}
          >
            {t('addCharge')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

function ChargeRow({ place, no, onRemove }: { place: number; no: number; onRemove: () => void }) {
  const { t } = useTranslation('tariffs');
  const form = Form.useFormInstance<FormValues>();
  const unit = useUnit();
  const kind = Form.useWatch(['charges', place, 'kind'], form) ?? 'fixed';
  const said = (label: string) => t('chargeNo', { no, label });
  const item = { style: { marginBottom: 8 } };
  const required = [{ required: true, message: t('required') }];
  return (
    <div style={{ display: 'flex', gap: 8, alignItems: 'start', flexWrap: 'wrap' }}>
      <Form.Item name={[place, 'kind']} {...item}>
        <Select
          aria-label={said(t('chargeKind'))}
          style={{ width: 150 }}
          options={KINDS.map((value) => ({ value, label: t(`chargeKinds.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name={[place, 'name']} rules={required} {...item}>
        <Input aria-label={said(t('chargeName'))} placeholder={t('chargeName')} maxLength={40} style={{ width: 150 }} />
      </Form.Item>
      <Form.Item name={[place, 'price']} rules={required} {...item}>
        <Input
          aria-label={said(t('price'))}
          placeholder={t('price')}
          suffix={t(`chargeUnits.${kind}`, { unit })}
          inputMode="decimal"
          className="figures"
          style={{ width: 160 }}
        />
      </Form.Item>
      {kind === 'fixed' && (
        <Form.Item name={[place, 'per']} {...item}>
          <Select
            aria-label={said(t('chargePer'))}
            style={{ width: 110 }}
            options={(['month', 'bill'] as const).map((value) => ({ value, label: t(`chargePers.${value}`) }))}
          />
        </Form.Item>
      )}
      {kind === 'fixed-quantity' && (
        <Form.Item name={[place, 'quantity']} rules={required} {...item}>
          <Input
            aria-label={said(t('chargeQuantity'))}
            placeholder={t('chargeQuantity')}
            suffix={unit}
            inputMode="decimal"
            className="figures"
            style={{ width: 150 }}
          />
        </Form.Item>
      )}
      {kind === 'demand' &&
        (['freePercent', 'floorPercent'] as const).map((part) => (
          <Form.Item key={part} name={[place, part]} {...item}>
            <InputNumber
              aria-label={said(t(part))}
              prefix={t(part)}
              suffix="%"
              precision={0}
              min={part === 'freePercent' ? 100 : 0}
              max={part === 'freePercent' ? 200 : 100}
              style={{ width: 150 }}
            />
          </Form.Item>
        ))}
      <Button type="text" aria-label={said(t('removeTier'))} icon={<MinusCircleOutlined />} onClick={onRemove} />
    </div>
  );
}
