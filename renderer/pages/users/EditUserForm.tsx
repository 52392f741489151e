import { useMutation } from '@tanstack/react-query';
import { App, Button, Divider, Form, Input, type InputRef, Space } from 'antd';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Inputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ResetPasswordModal } from './ResetPasswordModal.tsx';
import { RolesField } from './RolesField.tsx';
import type { User } from './user.ts';

type Fields = Pick<Inputs['users']['update'], 'displayName' | 'roles'>;

/** Name and roles; beside them what ends sessions: switching off and a new password. */
export function EditUserForm(props: { user: User; firstRef: Ref<InputRef>; onDone: () => void }) {
  const { t } = useTranslation('users');
  const { message, modal } = App.useApp();
  const [isResetting, setResetting] = useState(false);
  const { user } = props;
  const update = useMutation(
    trpc.users.update.mutationOptions({
      onSuccess: (_, { displayName, isActive }) => {
        const said = isActive === user.isActive ? 'saved' : isActive ? 'switchedOn' : 'switchedOff';
        message.success(t(said, { name: displayName }));
        props.onDone();
      },
    }),
  );
  const switchTo = (isActive: boolean) =>
    update.mutate({ userId: user.id, displayName: user.displayName, roles: user.roles, isActive });
  return (
    <>
      <Form<Fields>
        name="user"
        layout="vertical"
        requiredMark={false}
        initialValues={{ displayName: user.displayName, roles: user.roles }}
        onFinish={(values) => update.mutate({ ...values, userId: user.id, isActive: user.isActive })}
      >
        <Form.Item
          name="displayName"
          label={t('displayName')}
          rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}
        >
          <Input ref={props.firstRef} maxLength={40} autoComplete="off" />
        </Form.Item>
        <RolesField />
        {update.error && (
          <Form.Item>
            <ErrorNote error={update.error} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={update.isPending}>
          {t('save')}
        </Button>
      </Form>
      <Divider />
      <Space>
        <Button onClick={() => setResetting(true)} disabled={!user.isActive}>
          {t('resetPassword')}
        </Button>
        {user.isActive ? (
          <Button
            danger
            onClick={() => {
              modal.confirm({
                title: t('switchOffTitle', { name: user.displayName, loginName: user.loginName }),
                content: t('switchOffText'),
                okText: t('switchOff'),
                okButtonProps: { danger: true },
                onOk: () => switchTo(false),
              });
            }}
          >
            {t('switchOff')}
          </Button>
        ) : (
          <Button onClick={() => switchTo(true)}>{t('switchOn')}</Button>
        )}
      </Space>
      {isResetting && <ResetPasswordModal user={user} onClose={() => setResetting(false)} />}
    </>
  );
}
