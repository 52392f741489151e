import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Inputs, keepToken, type Outputs, queryClient, trpc } from '../api.ts';
import { Centred } from './Centred.tsx';

export function LoginScreen(props: { station: Outputs['station']['state'] | undefined }) {
  const { t } = useTranslation('session');
  const login = useMutation(
    trpc.session.login.mutationOptions({
      onSuccess: ({ user, token }) => {
        keepToken(token);
        queryClient.setQueryData(trpc.session.me.queryKey(), user);
      },
    }),
  );
  return (
    <Centred title={props.station?.name || t('product')}>
      <Form<Inputs['session']['login']>
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => login.mutate(values)}
      >
        <Form.Item name="loginName" label={t('loginName')} rules={[{ required: true, message: t('loginNameNeeded') }]}>
          <Input autoFocus autoComplete="username" />
        </Form.Item>
        <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordNeeded') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        {login.error && (
          <Form.Item>
            <ErrorNote error={login.error} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" block loading={login.isPending}>
          {t('login')}
        </Button>
      </Form>
    </Centred>
  );
}
