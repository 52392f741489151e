import { InboxOutlined } from '@ant-design/icons';
import { Button, theme } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

const ACCEPT = '.xlsx,.csv,.txt';

/** Where a file is dropped, or chosen with the button. */
export function DropArea(props: { onFile: (file: File) => void }) {
  const { t } = useTranslation('import');
  const { token } = theme.useToken();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file) props.onFile(file);
    if (input.current) input.current.value = '';
  };
  return (
    <section
      aria-label={t('drop')}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
      style={{
        border: `2px dashed ${isOver ? token.colorPrimary : token.colorBorder}`,
        background: isOver ? token.colorPrimaryBg : token.colorBgContainer,
        borderRadius: token.borderRadius,
        padding: '56px 24px',
        textAlign: 'center',
      }}
    >
      <InboxOutlined style={{ fontSize: 40, color: token.colorPrimary }} />
      <p style={{ fontSize: 16, margin: '12px 0 4px' }}>{t('drop')}</p>
      <p style={{ color: token.colorTextSecondary, margin: '0 0 16px' }}>{t('dropHint')}</p>
      <input
        ref={input}
        type="file"
        accept={ACCEPT}
        aria-label={t('choose')}
        className="visually-hidden"
        tabIndex={-1}
        onChange={(event) => take(event.target.files)}
      />
      <Button type="primary" onClick={() => input.current?.click()}>
        {t('choose')}
      </Button>
    </section>
  );
}
