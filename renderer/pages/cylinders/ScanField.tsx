import { ScanOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A scanner is fast keys and an Enter. Typing works the same. */
export function ScanField(props: { inputRef: Ref<InputRef>; isBusy: boolean; onScan: (text: string) => void }) {
  const { t } = useTranslation('cylinders');
  const [text, setText] = useState('');
  return (
    <Input
      ref={props.inputRef}
      size="large"
      autoFocus
      autoComplete="off"
      spellCheck={false}
      aria-label={t('filling.scan')}
      placeholder={t('filling.scan')}
      prefix={<ScanOutlined />}
      maxLength={500}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setText('');
      }}
      onPressEnter={(event) => {
        // While Chinese is being composed, Enter belongs to the input method.
        if (event.nativeEvent.isComposing || !text.trim() || props.isBusy) return;
        props.onScan(text);
        setText('');
      }}
    />
  );
}
