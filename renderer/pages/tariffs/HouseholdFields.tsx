import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FormValues, SchemeValues } from './form-values.ts';
import { useUnit } from './PriceFields.tsx';

type Name = readonly (string | number)[];

/** Limits that replace those of the tiers: of larger households, and of those that heat themselves. */
export function HouseholdFields({ name, path }: { name: Name; path: Name }) {
  const { t } = useTranslation('tariffs');
  const form = Form.useFormInstance();
  const tiers = Form.useWatch<SchemeValues['tiers']>([...path, 'tiers'], form) ?? [];
  const heating = Form.useWatch<SchemeValues['heating']>([...path, 'heating'], form);
  const unit = useUnit();
  const inputs = (within: Name, label: string) =>
    tiers.slice(0, -1).map((_, i) => (
      <Form.Item
        // biome-ignore lint/suspicious/noArrayIndexKey: the limits of a household are its tiers in order
        key={i}
        name={[...within, i]}
        style={{ marginBottom: 8 }}
      >
        <Input
          aria-label={`${label} ${t(`tierNames.${i + 1}`)} ${t('upTo')}`}
          placeholder={`${t(`tierNames.${i + 1}`)} ${t('upTo')}`}
          suffix={unit}
          inputMode="decimal"
          className="figures"
          style={{ width: 190 }}
        />
      </Form.Item>
    ));
  const row = { display: 'flex', gap: 12, alignItems: 'start', flexWrap: 'wrap' } as const;
  return (
    <>
      <Form.List name={[...name, 'sizes']}>
        {(fields, { add, remove }) => (
          <>
            {fields.map((field, i) => (
              <div key={field.key} style={row}>
                <Form.Item
                  name={[field.name, 'people']}
                  style={{ marginBottom: 8 }}
                  rules={[{ required: true, message: t('required') }]}
                >
                  <InputNumber
                    aria-label={t('sizeFrom', { no: i + 1 })}
                    min={2}
                    max={30}
                    precision={0}
                    suffix={t('peopleUp')}
                    style={{ width: 120 }}
                  />
                </Form.Item>
                {inputs([field.name, 'limits'], t('sizeFrom', { no: i + 1 }))}
                <Button
                  type="text"
                  aria-label={t('removeSize', { no: i + 1 })}
                  icon={<MinusCircleOutlined />}
                  onClick={() => remove(field.name)}
                />
              </div>
            ))}
            <div style={{ ...row, marginBottom: 12 }}>
              <Button
                type="dashed"
                size="small"
                icon={<PlusOutlined />}
                disabled={fields.length >= 8}
                onClick={() => add({ limits: [] })}
              >
                {t('addSize')}
              </Button>
              {heating === undefined && (
                <Button
                  type="dashed"
                  size="small"
                  icon={<PlusOutlined />}
                  onClick={() => form.setFieldValue([...path, 'heating'], [])}
                >
                  {t('addHeating')}
                </Button>
              )}
            </div>
          </>
        )}
      </Form.List>
      {heating !== undefined && (
        <div style={row}>
          <span style={{ lineHeight: '32px', width: 120 }}>{t('heatingLimits')}</span>
          {inputs([...name, 'heating'], t('heatingLimits'))}
          <Button
            type="text"
            aria-label={t('removeHeating')}
            icon={<MinusCircleOutlined />}
            onClick={() => form.setFieldValue([...path, 'heating'], undefined)}
          />
        </div>
      )}
      <HouseholdChange name={name} path={path} />
    </>
  );
}

/** When a household that changed gets its new limits; asked once, under the scheme of the whole year. */
function HouseholdChange({ name, path }: { name: Name; path: Name }) {
  const { t } = useTranslation('tariffs');
  const form = Form.useFormInstance<FormValues>();
  const scheme = Form.useWatch<SchemeValues>([...path], form);
  if (name[0] !== 'scheme' || !(scheme?.sizes?.length || scheme?.heating)) return null;
  return (
    <Form.Item name="householdChange" label={t('householdChange')} style={{ maxWidth: 320 }}>
      <Select
        options={(['next-bill', 'next-month'] as const).map((value) => ({
          value,
          label: t(`householdChanges.${value}`),
        }))}
      />
    </Form.Item>
  );
}
