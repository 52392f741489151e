import { ImportOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Opening } from './form-values.ts';
import { useIssueText } from './issues.ts';
import { readTariffFile } from './tariff-file.ts';

/** Opens the form with what a file holds; a file with any fault opens nothing and every fault is told. */
export function ImportTariff({ onRead }: { onRead: (opening: Opening) => void }) {
  const { t } = useTranslation('tariffs');
  const { modal } = App.useApp();
  const issueText = useIssueText();
  const input = useRef<HTMLInputElement>(null);

  async function take(file: File): Promise<void> {
    const reading = readTariffFile(await file.text());
    if ('opening' in reading) onRead(reading.opening);
    else {
      const faults = 'issues' in reading ? reading.issues.map(issueText) : [t('notJson')];
      modal.error({
        title: t('importRefused', { file: file.name }),
        okText: t('close'),
        content: faults.map((fault) => <div key={fault}>{fault}</div>),
      });
    }
  }

  return (
    <>
      <Button icon={<ImportOutlined />} onClick={() => input.current?.click()}>
        {t('importFile')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,application/json"
        aria-label={t('importFile')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file can be chosen again after it was corrected.
          event.target.value = '';
          if (file) void take(file);
        }}
      />
    </>
  );
}
