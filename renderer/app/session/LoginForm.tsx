import { useMutation } from '@tanstack/react-query';
import { Button, Form, type FormInstance, Input, type InputRef } from 'antd';
import { type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Inputs, keepToken, trpc } from '../api.ts';
import type { SessionUser } from './session-user.ts';

type Login = Inputs['session']['login'];

export function LoginForm(props: {
  onDone: (user: SessionUser) => void;
  form?: FormInstance<Login>;
  loginName?: string;
  passwordRef?: RefObject<InputRef | null>;
}) {
  const { t } = useTranslation('session');
  const own = useRef<InputRef>(null);
  const password = props.passwordRef ?? own;
  const login = useMutation(
    trpc.session.login.mutationOptions({
      onSuccess: ({ user, token }) => {
        keepToken(token);
        props.onDone(user);
      },
      onError: () => password.current?.focus({ cursor: 'all' }),
    }),
  );
  return (
    <Form<Login>
      name="login"
      {...(props.form && { form: props.form })}
      layout="vertical"
      requiredMark={false}
      initialValues={{ loginName: props.loginName }}
      onFinish={(values) => login.mutate(values)}
    >
      <Form.Item name="loginName" label={t('loginName')} rules={[{ required: true, message: t('loginNameNeeded') }]}>
        <Input autoFocus={!props.loginName} autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordNeeded') }]}>
        <Input.Password ref={password} autoComplete="current-password" />
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
  );
}
