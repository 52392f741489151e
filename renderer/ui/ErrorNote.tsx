import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { stationError } from '../app/api.ts';

/** The sentence for any error, in the reader's language, with the code in small print. */
export function useErrorText(): (error: unknown) => { text: string; code: string } {
  const { t } = useTranslation('errors');
  return (error) => {
    const known = stationError(error);
    if (known) return { text: t(known.code, { ...known.params, defaultValue: t('unknown') }), code: known.code };
    return { text: t('connection'), code: 'connection' };
  };
}

export function ErrorNote(props: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation('errors');
  const { text, code } = useErrorText()(props.error);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={
        <>
          {text} <small style={{ fontSize: 12, opacity: 0.7 }}>{code}</small>
        </>
      }
      action={props.onRetry && <Button onClick={props.onRetry}>{t('retry')}</Button>}
    />
  );
}
