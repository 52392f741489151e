import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Input, type InputRef } from 'antd';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Inputs, newRequestId, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { initialPassword } from './initial-password.ts';
import { RolesField } from './RolesField.tsx';

type Fields = Omit<Inputs['users']['create'], 'requestId'>;

/** A new user with a first password, which they replace at their first login. */
export function CreateUserForm(props: { firstRef: Ref<InputRef>; onDone: () => void }) {
  const { t } = useTranslation('users');
  const { message } = App.useApp();
  const [requestId] = useState(newRequestId);
  const [password] = useState(initialPassword);
  const create = useMutation(
    trpc.users.create.mutationOptions({
      onSuccess: (_, { displayName }) => {
        message.success(t('created', { name: displayName }));
        props.onDone();
      },
    }),
  );
  return (
    <Form<Fields>
      name="user"
      layout="vertical"
      requiredMark={false}
      initialValues={{ roles: ['cashier'], password }}
      onFinish={(values) => create.mutate({ ...values, requestId })}
    >
      <Form.Item
        name="displayName"
        label={t('displayName')}
        rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}
      >
        <Input ref={props.firstRef} maxLength={40} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="loginName"
        label={t('loginName')}
        rules={[{ required: true, min: 2, pattern: /^[\p{L}\p{N}._-]+$/u, message: t('loginNameRule') }]}
      >
        <Input maxLength={40} autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <RolesField />
      <Form.Item
        name="password"
        label={t('initialPassword')}
        extra={t('initialPasswordHint')}
        rules={[{ required: true, min: 8, message: t('passwordShort') }]}
      >
        <Input className="figures" maxLength={128} autoComplete="off" spellCheck={false} />
      </Form.Item>
      {create.error && (
        <Form.Item>
          <ErrorNote error={create.error} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" loading={create.isPending}>
        {t('create')}
      </Button>
    </Form>
  );
}
