import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { PERIODS } from '../../../main/modules/tariffs/document.schema.ts';

/** Meters switch at the half hour. */
const CLOCKS = Array.from({ length: 49 }, (_, i) => {
  const text = `${String(Math.floor(i / 2)).padStart(2, '0')}:${i % 2 ? '30' : '00'}`;
  return { value: text, label: text };
});

/** Which hours belong to which period, by months and weekdays. A day is covered whole. */
export function HourFields() {
  const { t } = useTranslation('tariffs');
  const months = Array.from({ length: 12 }, (_, i) => ({ value: i + 1, label: t('monthName', { month: i + 1 }) }));
  const weekdays = Array.from({ length: 7 }, (_, i) => ({ value: i + 1, label: t(`weekdays.${i + 1}`) }));
  return (
    <Form.List name="hours">
      {(fields, { add, remove }) => (
        <>
          {fields.map((field, i) => (
            <fieldset
              key={field.key}
              aria-label={t('planNo', { no: i + 1 })}
              style={{ border: '1px solid var(--ant-color-border)', borderRadius: 6, padding: 8, margin: '0 0 8px' }}
            >
              <div style={{ display: 'flex', gap: 8 }}>
                <Form.Item name={[field.name, 'months']} style={{ flex: 1, marginBottom: 8 }}>
                  <Select mode="multiple" aria-label={t('planMonths')} placeholder={t('allMonths')} options={months} />
                </Form.Item>
                <Form.Item name={[field.name, 'weekdays']} style={{ flex: 1, marginBottom: 8 }}>
                  <Select
                    mode="multiple"
                    aria-label={t('planWeekdays')}
                    placeholder={t('allDays')}
                    options={weekdays}
                  />
                </Form.Item>
                <Button type="text" icon={<MinusCircleOutlined />} onClick={() => remove(field.name)}>
                  {t('removePlan')}
                </Button>
              </div>
              <SpanRows plan={field.name} />
            </fieldset>
          ))}
          <Button
            type="dashed"
            size="small"
            icon={<PlusOutlined />}
            disabled={fields.length >= 12}
            onClick={() => add({ spans: [{ from: '08:00', to: '22:00', period: 'peak' }] })}
          >
            {t('addPlan')}
          </Button>
        </>
      )}
    </Form.List>
  );
}

function SpanRows({ plan }: { plan: number }) {
  const { t } = useTranslation('tariffs');
  const item = { style: { marginBottom: 8 } };
  return (
    <Form.List name={[plan, 'spans']}>
      {(fields, { add, remove }) => (
        <div style={{ display: 'flex', flexWrap: 'wrap', columnGap: 16, alignItems: 'start' }}>
          {fields.map((field, i) => {
            const said = (label: string) => t('spanNo', { no: i + 1, label });
            return (
              <span key={field.key} style={{ display: 'flex', gap: 4, alignItems: 'start' }}>
                <Form.Item name={[field.name, 'from']} {...item}>
                  <Select showSearch aria-label={said(t('spanFrom'))} options={CLOCKS} style={{ width: 86 }} />
                </Form.Item>
                <span style={{ lineHeight: '32px' }}>–</span>
                <Form.Item name={[field.name, 'to']} {...item}>
                  <Select showSearch aria-label={said(t('spanTo'))} options={CLOCKS} style={{ width: 86 }} />
                </Form.Item>
                <Form.Item name={[field.name, 'period']} {...item}>
                  <Select
                    aria-label={said(t('spanPeriod'))}
                    options={PERIODS.map((value) => ({ value, label: t(`periods.${value}`) }))}
                    style={{ width: 80 }}
                  />
                </Form.Item>
                <Button
                  type="text"
                  aria-label={said(t('removeTier'))}
                  icon={<MinusCircleOutlined />}
                  disabled={fields.length <= 1}
                  onClick={() => remove(field.name)}
                />
              </span>
            );
          })}
          <Button type="dashed" size="small" icon={<PlusOutlined />} onClick={() => add({})} style={{ marginTop: 4 }}>
            {t('addSpan')}
          </Button>
        </div>
      )}
    </Form.List>
  );
}
