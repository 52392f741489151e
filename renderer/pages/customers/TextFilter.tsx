import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';

const DELAY_MS = 150;

/** A text that filters a list: it goes into the address a moment after the last key, so that the list follows. */
export function TextFilter(props: {
  value: string;
  onChange: (value: string) => void;
  label: string;
  placeholder: string;
  width?: number;
}) {
  const [text, setText] = useState(props.value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <Input
      aria-label={props.label}
      placeholder={props.placeholder}
      allowClear
      autoComplete="off"
      spellCheck={false}
      style={{ width: props.width ?? 240 }}
      value={text}
      onChange={(event) => {
        const typed = event.target.value;
        setText(typed);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => props.onChange(typed.trim()), DELAY_MS);
      }}
    />
  );
}
