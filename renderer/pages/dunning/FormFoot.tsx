import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

/** Below a form in the drawer: what was refused, cancel, save. */
export function FormFoot(props: {
  save: { readonly isPending: boolean; readonly error: unknown };
  label: string;
  isReady: boolean;
  onSave: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('dunning');
  return (
    <>
      {!!props.save.error && <ErrorNote error={props.save.error} />}
      <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
        <Button onClick={props.onClose}>{t('cancel')}</Button>
        <Button type="primary" disabled={!props.isReady} loading={props.save.isPending} onClick={props.onSave}>
          {props.label}
        </Button>
      </div>
    </>
  );
}
