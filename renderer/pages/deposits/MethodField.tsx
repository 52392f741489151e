import { Form, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { PAYMENT_METHODS, type PaymentMethod } from '../../../main/modules/cashier/cashier.schema.ts';

/** How the money comes or goes. */
export function MethodField(props: { label: string; value: PaymentMethod; onChange: (method: PaymentMethod) => void }) {
  const { t } = useTranslation('cashier');
  return (
    <Form.Item label={props.label}>
      <Radio.Group
        aria-label={props.label}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value as PaymentMethod)}
        options={PAYMENT_METHODS.map((value) => ({ value, label: t(`methods.${value}`) }))}
      />
    </Form.Item>
  );
}
