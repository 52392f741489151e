import { CalendarOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useRef, useState } from 'react';
import type { LocalDate } from '../../main/shared/dates.ts';
import { parseDay } from './parse-day.ts';

/**
 * A calendar date, typed in any usual way or picked; always shown as 2026-11-22, whatever the browser's language. What is
 * no date, or outside min and max, shows as an error and answers null. Works as a field of an antd form.
 */
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
  const { min = '0001-01-01', max = '9999-12-31' } = props;
  const [text, setText] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const shown = text ?? props.value ?? '';
  const inRange = (day: LocalDate | null) => (day !== null && day >= min && day <= max ? day : null);
  const isWrong = shown.trim() !== '' && inRange(parseDay(shown)) === null;
  return (
    <span style={{ position: 'relative', display: 'inline-block', width: props.width ?? 140 }}>
      <Input
        {...(props.id && { id: props.id })}
        {...(props.label && { 'aria-label': props.label })}
        className="figures"
        inputMode="numeric"
        autoComplete="off"
        placeholder="YYYY-MM-DD"
        status={isWrong ? 'error' : ''}
        disabled={props.isDisabled ?? false}
        value={shown}
        onChange={(event) => {
          setText(event.target.value);
          props.onChange?.(inRange(parseDay(event.target.value)));
        }}
        onBlur={() => {
          if (!isWrong) setText(null);
        }}
        suffix={<CalendarOutlined aria-hidden onClick={() => !props.isDisabled && picker.current?.showPicker()} />}
      />
      <input
        ref={picker}
        type="date"
        tabIndex={-1}
        aria-hidden
        min={min}
        max={max}
        value={props.value ?? ''}
        onChange={(event) => {
          setText(null);
          props.onChange?.(inRange(event.target.value || null));
        }}
        style={{
          position: 'absolute',
          insetInlineStart: 0,
          bottom: 0,
          width: '100%',
          height: 1,
          opacity: 0,
          pointerEvents: 'none',
        }}
      />
    </span>
  );
}
