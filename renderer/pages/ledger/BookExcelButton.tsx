import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { client, type Inputs } from '../../app/api.ts';
import { usePreferences } from '../../app/preferences.ts';
import { useErrorText } from '../../ui/ErrorNote.tsx';
import { saveFile } from '../../ui/usePrintPreview.ts';

/** Saves a book as a workbook. */
export function BookExcelButton({ book }: { book: Omit<Inputs['reports']['bookExcel'], 'lang'> }) {
  const { t } = useTranslation('ledger');
  const { message } = App.useApp();
  const { lang } = usePreferences();
  const errorText = useErrorText();
  const save = useMutation({
    mutationFn: () => client.reports.bookExcel.query({ ...book, lang }),
    onSuccess: (file) => {
      saveFile(file);
      message.success(t('exported', { fileName: file.fileName }));
    },
    onError: (error) => message.error(errorText(error).text),
  });
  return (
    <Button onClick={() => save.mutate()} loading={save.isPending}>
      {t('excel')}
    </Button>
  );
}
