import { InputNumber } from 'antd';

/** Yuan on the screen, fen in the form. Nothing typed is null. */
export function YuanInput(props: {
  id?: string;
  value?: number | null;
  onChange?: (fen: number | null) => void;
  placeholder?: string;
}) {
  const { value, onChange, ...rest } = props;
  return (
    <InputNumber
      {...rest}
      prefix="¥"
      min={0}
      max={100_000_000}
      precision={2}
      controls={false}
      style={{ width: 160 }}
      className="figures"
      value={value === null || value === undefined ? null : value / 100}
      onChange={(yuan) => onChange?.(yuan === null ? null : Math.round(yuan * 100))}
    />
  );
}
