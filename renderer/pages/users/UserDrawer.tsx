import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { CreateUserForm } from './CreateUserForm.tsx';
import { EditUserForm } from './EditUserForm.tsx';
import type { User } from './user.ts';

export function UserDrawer(props: { user: User | null; onClose: () => void }) {
  const { t } = useTranslation('users');
  const { user } = props;
  return (
    <Drawer
      open
      size={440}
      title={user ? `${user.displayName} ${user.loginName}` : t('create')}
      onClose={props.onClose}
      autoFocus={false}
    >
      {user ? (
        <EditUserForm key={user.id} user={user} onDone={props.onClose} />
      ) : (
        <CreateUserForm onDone={props.onClose} />
      )}
    </Drawer>
  );
}
