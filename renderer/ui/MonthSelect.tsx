import { Select } from 'antd';
import { addMonths, type Month } from '../../main/shared/dates.ts';

/** The month of a worklist, newest first; goes two years back from the station's own month. */
export function MonthSelect(props: {
  value: Month;
  onChange: (month: Month) => void;
  current: Month;
  label: string;
  none?: string;
}) {
  const months = Array.from({ length: 24 }, (_, i) => addMonths(props.current, -i));
  const shown = props.value && !months.includes(props.value) ? [props.value, ...months] : months;
  return (
    <Select
      aria-label={props.label}
      style={{ width: 110 }}
      value={props.value}
      onChange={props.onChange}
      options={[
        ...(props.none === undefined ? [] : [{ value: '', label: props.none }]),
        ...shown.map((month) => ({ value: month, label: month })),
      ]}
    />
  );
}
