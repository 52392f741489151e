import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../app/preferences.ts';
import { useErrorText } from './ErrorNote.tsx';
import { saveFile } from './usePrintPreview.ts';

type File = Parameters<typeof saveFile>[0];

/** Saves a list as a workbook, as it is filtered. */
export function ExcelButton(props: { fetch: (lang: 'zh-CN' | 'en') => Promise<File>; isDisabled?: boolean }) {
  const { t } = useTranslation('shell');
  const { message } = App.useApp();
  const { lang } = usePreferences();
  const errorText = useErrorText();
  const save = useMutation({
    mutationFn: () => props.fetch(lang),
    onSuccess: (file) => {
      saveFile(file);
      message.success(t('excel.saved', { fileName: file.fileName }));
    },
    onError: (error) => message.error(errorText(error).text),
  });
  return (
    <Button disabled={props.isDisabled ?? false} loading={save.isPending} onClick={() => save.mutate()}>
      {t('excel.save')}
    </Button>
  );
}
