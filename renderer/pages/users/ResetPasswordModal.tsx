import { useMutation } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { initialPassword } from './initial-password.ts';
import type { User } from './user.ts';

/** A new first password for somebody who has lost theirs. */
export function ResetPasswordModal(props: { user: User; onClose: () => void }) {
  const { t } = useTranslation('users');
  const { message } = App.useApp();
  const [form] = Form.useForm<{ newPassword: string }>();
  const [password] = useState(initialPassword);
  const reset = useMutation(
    trpc.users.resetPassword.mutationOptions({
      onSuccess: () => {
        message.success(t('passwordReset', { name: props.user.displayName }));
        props.onClose();
      },
    }),
  );
  return (
    <Modal
      open
      title={t('resetTitle', { name: props.user.displayName })}
      okText={t('resetPassword')}
      confirmLoading={reset.isPending}
      onOk={form.submit}
      onCancel={props.onClose}
    >
      <p>{t('resetText')}</p>
      <Form
        name="reset-password"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ newPassword: password }}
        onFinish={({ newPassword }) => reset.mutate({ userId: props.user.id, newPassword })}
      >
        <Form.Item
          name="newPassword"
          label={t('initialPassword')}
          extra={t('initialPasswordHint')}
          rules={[{ required: true, min: 8, message: t('passwordShort') }]}
        >
          <Input autoFocus className="figures" maxLength={128} autoComplete="off" spellCheck={false} />
        </Form.Item>
      </Form>
      {reset.error && <ErrorNote error={reset.error} />}
    </Modal>
  );
}
