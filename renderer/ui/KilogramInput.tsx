import { Input, type InputRef } from 'antd';
import { type Ref, useState } from 'react';
import { formatKilograms, type Grams, parseGrams } from '../../main/shared/quantity.ts';

function parse(text: string): Grams | null {
  try {
    return text.trim() ? parseGrams(text.trim()) : null;
  } catch {
    return null;
  }
}

/** Types kilograms, answers grams. What is not a mass shows as an error and answers null. Works in an antd form. */
export function KilogramInput(props: {
  value?: number | null;
  onChange?: (value: number | null) => void;
  onEnter?: () => void;
  label?: string;
  id?: string;
  inputRef?: Ref<InputRef>;
  isDisabled?: boolean;
  width?: number;
}) {
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? (props.value === null || props.value === undefined ? '' : formatKilograms(props.value));
  const isWrong = shown.trim() !== '' && parse(shown) === null;
  return (
    <Input
      {...(props.inputRef && { ref: props.inputRef })}
      {...(props.id && { id: props.id })}
      {...(props.label && { 'aria-label': props.label })}
      inputMode="decimal"
      autoComplete="off"
      suffix="kg"
      className="figures"
      style={{ width: props.width ?? 150 }}
      styles={{ input: { textAlign: 'right' } }}
      status={isWrong ? 'error' : ''}
      disabled={props.isDisabled ?? false}
      value={shown}
      onChange={(event) => {
        setText(event.target.value);
        props.onChange?.(parse(event.target.value));
      }}
      onFocus={(event) => event.target.select()}
      onBlur={() => {
        if (!isWrong) setText(null);
      }}
      onPressEnter={() => props.onEnter?.()}
    />
  );
}
