import { Drawer, type InputRef } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { CreateUserForm } from './CreateUserForm.tsx';
import { EditUserForm } from './EditUserForm.tsx';
import type { User } from './user.ts';

export function UserDrawer(props: { user: User | null; onClose: () => void }) {
  const { t } = useTranslation('users');
  const { user } = props;
  const first = useRef<InputRef>(null);
  return (
    <Drawer
      open
      size={440}
      title={user ? `${user.displayName} ${user.loginName}` : t('create')}
      onClose={props.onClose}
      // A field of a drawer can take the focus only once the drawer is shown.
      afterOpenChange={(isOpen) => isOpen && first.current?.focus()}
    >
      {user ? (
        <EditUserForm key={user.id} user={user} firstRef={first} onDone={props.onClose} />
      ) : (
        <CreateUserForm firstRef={first} onDone={props.onClose} />
      )}
    </Drawer>
  );
}
