import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusalOf, station } from './station.ts';
import { synchronise } from './sync.ts';

export function LoginForm() {
  const { t } = useTranslation(['phone', 'errors']);
  const [failure, setFailure] = useState('');
  const [isBusy, setBusy] = useState(false);

  async function logIn(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? '');
    setBusy(true);
    setFailure('');
    try {
      const { user } = await station.session.login.mutate({ loginName: text('loginName'), password: text('password') });
      if (user.mustChangePassword) setFailure(t('changePassword'));
      else await synchronise();
    } catch (error) {
      const refusal = refusalOf(error);
      setFailure(refusal ? t(`errors:${refusal.code}`, { ...refusal.params }) : t('sync.offline'));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="phone-card" onSubmit={logIn}>
      <p className="phone-dim">{t('logInHint')}</p>
      <label>
        {t('loginName')}
        <input name="loginName" autoComplete="username" autoCapitalize="none" required />
      </label>
      <label>
        {t('password')}
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <button type="submit" className="phone-main" disabled={isBusy}>
        {t('logIn')}
      </button>
      {failure && (
        <p role="alert" className="phone-note phone-bad">
          {failure}
        </p>
      )}
    </form>
  );
}
