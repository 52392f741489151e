import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Inputs, queryClient, trpc } from '../api.ts';
import { Centred } from './Centred.tsx';
import type { SessionUser } from './SessionGate.tsx';

/** Shown before anything else when an administrator set the password. */
export function ChangePasswordScreen(props: { user: SessionUser }) {
  const { t } = useTranslation('session');
  const change = useMutation(
    trpc.session.changePassword.mutationOptions({
      onSuccess: () => {
        queryClient.invalidateQueries({ queryKey: trpc.session.me.queryKey() });
      },
    }),
  );
  return (
    <Centred title={t('changeTitle', { name: props.user.displayName })}>
      <Form<Inputs['session']['changePassword']>
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => change.mutate(values)}
      >
        <Form.Item
          name="oldPassword"
          label={t('oldPassword')}
          rules={[{ required: true, message: t('passwordNeeded') }]}
        >
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        <Form.Item
          name="newPassword"
          label={t('newPassword')}
          rules={[{ required: true, min: 8, message: t('passwordShort') }]}
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
    </Centred>
  );
}
