import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { queryClient, trpc } from '../api.ts';
import { HiddenUsername } from './HiddenUsername.tsx';
import type { SessionUser } from './session-user.ts';

interface Fields {
  readonly oldPassword: string;
  readonly newPassword: string;
  readonly repeated: string;
}

export function ChangePasswordForm(props: { user: SessionUser; onDone: () => void }) {
  const { t } = useTranslation('session');
  const change = useMutation(
    trpc.session.changePassword.mutationOptions({
      onSuccess: () => {
        queryClient.invalidateQueries({ queryKey: trpc.session.me.queryKey() });
        props.onDone();
      },
    }),
  );
  return (
    <Form<Fields>
      name="change-password"
      layout="vertical"
      requiredMark={false}
      onFinish={({ oldPassword, newPassword }) => change.mutate({ oldPassword, newPassword })}
    >
      <HiddenUsername value={props.user.loginName} />
      <Form.Item name="oldPassword" label={t('oldPassword')} rules={[{ required: true, message: t('passwordNeeded') }]}>
        <Input.Password autoFocus autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="newPassword"
        label={t('newPassword')}
        extra={t('newPasswordHint')}
        rules={[{ required: true, min: 8, message: t('passwordShort') }]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Form.Item
        name="repeated"
        label={t('repeatPassword')}
        dependencies={['newPassword']}
        rules={[
          ({ getFieldValue }) => ({
            validator: (_, value) =>
              value === getFieldValue('newPassword')
                ? Promise.resolve()
                : Promise.reject(new Error(t('passwordsDiffer'))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {change.error && (
        <Form.Item>
          <ErrorNote error={change.error} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block loading={change.isPending}>
        {t('changePassword')}
      </Button>
    </Form>
  );
}
