import { useTranslation } from 'react-i18next';
import { Centred } from './Centred.tsx';
import { ChangePasswordForm } from './ChangePasswordForm.tsx';
import type { SessionUser } from './session-user.ts';

/** Shown before anything else when an administrator set the password. */
export function ChangePasswordScreen(props: { user: SessionUser }) {
  const { t } = useTranslation('session');
  return (
    <Centred title={t('changeTitle', { name: props.user.displayName })}>
      <p style={{ marginTop: 0 }}>{t('changeHint')}</p>
      <ChangePasswordForm user={props.user} onDone={() => undefined} />
    </Centred>
  );
}
