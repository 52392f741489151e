import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, Button, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { type FormValues, newSeason } from './form-values.ts';
import { SchemeFields } from './SchemeFields.tsx';

/** Months with prices of their own. Tiers that count longer than a month have no seasons. */
export function SeasonFields() {
  const { t } = useTranslation('tariffs');
  const form = Form.useFormInstance<FormValues>();
  const cycle = Form.useWatch('cycle', form);
  const months = Array.from({ length: 12 }, (_, i) => ({ value: i + 1, label: t('monthName', { month: i + 1 }) }));
  return (
    <Form.List name="seasons">
      {(fields, { add, remove }) => (
        <>
          {fields.length > 0 && cycle !== 'month' && (
            <Alert type="error" showIcon title={t('seasonsByMonth')} style={{ marginBottom: 12 }} />
          )}
          {fields.map((field, i) => (
            <fieldset
              key={field.key}
              aria-label={t('seasonNo', { no: i + 1 })}
              style={{
                border: '1px solid var(--ant-color-border)',
                borderRadius: 6,
                padding: '8px 12px 0',
                margin: '0 0 12px',
              }}
            >
              <div style={{ display: 'flex', gap: 12, alignItems: 'start' }}>
                <Form.Item
                  name={[field.name, 'months']}
                  label={t('seasonMonths', { no: i + 1 })}
                  style={{ flex: 1 }}
                  rules={[{ required: true, type: 'array', min: 1, message: t('seasonNeedsMonths') }]}
                >
                  <Select mode="multiple" options={months} />
                </Form.Item>
                <Button type="text" icon={<MinusCircleOutlined />} onClick={() => remove(field.name)}>
                  {t('removeSeason')}
                </Button>
              </div>
              <SchemeFields name={[field.name, 'scheme']} path={['seasons', field.name, 'scheme']} />
            </fieldset>
          ))}
          {cycle === 'month' && (
            <Button
              type="dashed"
              icon={<PlusOutlined />}
              style={{ marginBottom: 16 }}
              disabled={fields.length >= 4}
              onClick={() => add(newSeason(form.getFieldValue('scheme')))}
            >
              {t('addSeason')}
            </Button>
          )}
        </>
      )}
    </Form.List>
  );
}
