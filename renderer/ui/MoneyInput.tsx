import { Input, type InputRef } from 'antd';
import { type Ref, useState } from 'react';
import { type Fen, formatYuan, parseYuan } from '../../main/shared/money.ts';

function parse(text: string): Fen | null {
  try {
    return text.trim() ? parseYuan(text) : null;
  } catch {
    return null;
  }
}

/** Types yuan, answers fen. Keeps what was typed; what is not an amount shows as an error and answers null. */
export function MoneyInput(props: {
  value: Fen | null;
  onChange: (value: Fen | null) => void;
  onEnter?: () => void;
  label: string;
  size?: 'middle' | 'large';
  isDisabled?: boolean;
  inputRef?: Ref<InputRef>;
}) {
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? (props.value === null ? '' : formatYuan(props.value).replaceAll(',', ''));
  const isWrong = shown.trim() !== '' && parse(shown) === null;
  return (
    <Input
      ref={props.inputRef}
      aria-label={props.label}
      inputMode="decimal"
      autoComplete="off"
      size={props.size}
      prefix="¥"
      className="figures"
      status={isWrong ? 'error' : ''}
      disabled={props.isDisabled}
      value={shown}
      onChange={(event) => {
        setText(event.target.value);
        props.onChange(parse(event.target.value));
      }}
      onFocus={(event) => event.target.select()}
      onBlur={() => {
        if (!isWrong) setText(null);
      }}
      onPressEnter={() => props.onEnter?.()}
      styles={{ input: { textAlign: 'right' } }}
    />
  );
}
