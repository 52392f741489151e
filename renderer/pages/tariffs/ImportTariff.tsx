import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { JsonFileButton } from '../../ui/JsonFileButton.tsx';
import type { Opening } from './form-values.ts';
import { useIssueText } from './issues.ts';
import { readTariffFile } from './tariff-file.ts';

/** Opens the form with what a file holds; a file with any fault opens nothing and every fault is told. */
export function ImportTariff({ onRead }: { onRead: (opening: Opening) => void }) {
  const { t } = useTranslation('tariffs');
  const { modal } = App.useApp();
  const issueText = useIssueText();

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

  return <JsonFileButton label={t('importFile')} onFile={(file) => void take(file)} />;
}
