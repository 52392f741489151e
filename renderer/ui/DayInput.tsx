import { Input } from 'antd';
import type { LocalDate } from '../../main/shared/dates.ts';

/** A calendar date, typed or picked; empty while it is none. Works as a field of an antd form. */
export function DayInput(props: {
  value?: LocalDate | null;
  onChange?: (value: LocalDate | null) => void;
  label?: string;
  id?: string;
  min?: LocalDate;
  max?: LocalDate;
  isDisabled?: boolean;
  width?: number | string;
}) {
  return (
    <Input
      type="date"
      className="figures"
      style={{ width: props.width ?? 150 }}
      {...(props.id && { id: props.id })}
      {...(props.label && { 'aria-label': props.label })}
      {...(props.min && { min: props.min })}
      max={props.max ?? '9999-12-31'}
      disabled={props.isDisabled ?? false}
      value={props.value ?? ''}
      onChange={(event) => props.onChange?.(event.target.value || null)}
    />
  );
}
