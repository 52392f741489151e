import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { PriceText } from '../../../main/modules/tariffs/decimals.schema.ts';
import { PERIODS, type Period } from '../../../main/modules/tariffs/document.schema.ts';
import { type FormValues, unitOf } from './form-values.ts';
import { unitText } from './scheme.tsx';

/** One price, or one for each period that has a price of its own. */
export function PriceFields(props: {
  name: readonly (string | number)[];
  /** The tier's name, said before the field's own. */
  label: string;
  periods: readonly Period[];
}) {
  const { t } = useTranslation('tariffs');
  const rule = {
    validator: (_: unknown, text: string | undefined) =>
      PriceText.safeParse(text?.trim()).success ? Promise.resolve() : Promise.reject(new Error(t('badPrice'))),
  };
  const said = (text: string) => [props.label, text].filter(Boolean).join(' ');
  if (props.periods.length === 0)
    return (
      <Form.Item name={[...props.name, 'one']} style={{ marginBottom: 8 }} rules={[rule]}>
        <Input aria-label={said(t('price'))} inputMode="decimal" className="figures" />
      </Form.Item>
    );
  return (
    <div style={{ display: 'flex', gap: 8 }}>
      {PERIODS.filter((period) => props.periods.includes(period)).map((period) => (
        <Form.Item key={period} name={[...props.name, period]} style={{ marginBottom: 8, flex: 1 }} rules={[rule]}>
          <Input
            prefix={t(`periods.${period}`)}
            aria-label={said(t(`periods.${period}`))}
            inputMode="decimal"
            className="figures"
          />
        </Form.Item>
      ))}
    </div>
  );
}

/** What the prices in the form are for. */
export function useUnit(): string {
  const { t } = useTranslation('tariffs');
  const form = Form.useFormInstance<FormValues>();
  const service = Form.useWatch('service', form) ?? 'electricity';
  const unit = Form.useWatch('unit', { form, preserve: true });
  return unitText(t, unitOf(service, unit));
}
