import { Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';

/** A whole number; `empty` says in its place what an absent one means. */
export function Whole(props: { name: string; label: string; min: number; max: number; step?: number; empty?: string }) {
  const { t } = useTranslation('devices');
  return (
    <Form.Item
      name={props.name}
      label={props.label}
      rules={[{ required: props.empty === undefined, message: t('form.required') }]}
      style={{ flex: 1 }}
    >
      <InputNumber
        placeholder={props.empty}
        min={props.min}
        max={props.max}
        step={props.step ?? 1}
        precision={0}
        style={{ width: '100%' }}
      />
    </Form.Item>
  );
}
