import { Button, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Outputs } from '../api.ts';

type DemoLogin = Outputs['station']['state']['demoLogins'][number];

/** The logins of a demo station, each one click away. */
export function DemoLogins(props: { logins: readonly DemoLogin[]; onPick: (login: DemoLogin) => void }) {
  const { t } = useTranslation(['session', 'users']);
  const { token } = theme.useToken();
  return (
    <section style={{ marginTop: 20 }}>
      <p style={{ margin: '0 0 6px', color: token.colorTextSecondary }}>{t('session:demoLogins')}</p>
      <table style={{ width: '100%', fontSize: 12, borderSpacing: 0 }}>
        <tbody>
          {props.logins.map((login) => (
            <tr key={login.loginName}>
              <td style={{ padding: '2px 0' }}>{login.roles.map((role) => t(`users:role.${role}`)).join(' ')}</td>
              <td>{login.loginName}</td>
              <td className="figures">{login.password}</td>
              <td style={{ textAlign: 'right' }}>
                <Button
                  size="small"
                  type="link"
                  aria-label={`${t('session:enter')} ${login.loginName}`}
                  onClick={() => props.onPick(login)}
                >
                  {t('session:enter')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
