import { Dropdown, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangePasswordForm } from '../session/ChangePasswordForm.tsx';
import type { SessionUser } from '../session/session-user.ts';
import { useLogout } from '../session/useLock.ts';
import { useLook } from '../session/useLook.ts';

/** Everything about oneself and this screen. */
export function UserMenu(props: { user: SessionUser; onKeys: () => void; onLock: () => void; children: ReactNode }) {
  const { t } = useTranslation(['shell', 'users', 'session']);
  const look = useLook();
  const { logout } = useLogout();
  const [isChanging, setChanging] = useState(false);
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'who',
              type: 'group',
              label: `${props.user.loginName} · ${props.user.roles.map((role) => t(`users:role.${role}`)).join(' ')}`,
            },
            { key: 'password', label: t('session:changePassword'), onClick: () => setChanging(true) },
            { type: 'divider' },
            { key: 'lang', label: t('otherLanguage'), onClick: look.switchLang },
            { key: 'mode', label: t(look.mode === 'dark' ? 'lightMode' : 'darkMode'), onClick: look.switchMode },
            { key: 'keys', label: t('keys.title'), extra: '?', onClick: props.onKeys },
            { type: 'divider' },
            { key: 'lock', label: t('lock'), extra: 'Ctrl+L', onClick: props.onLock },
            { key: 'logout', label: t('logout'), onClick: logout },
          ],
        }}
      >
        {props.children}
      </Dropdown>
      {isChanging && (
        <Modal open title={t('session:changePassword')} footer={null} width={380} onCancel={() => setChanging(false)}>
          <ChangePasswordForm user={props.user} onDone={() => setChanging(false)} />
        </Modal>
      )}
    </>
  );
}
