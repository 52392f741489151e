import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Inputs, keepToken, queryClient, trpc } from '../api.ts';
import { Centred } from './Centred.tsx';
import type { SessionUser } from './SessionGate.tsx';

/** Covers the page, which stays as it was underneath with everything typed. */
export function LockScreen(props: { user: SessionUser }) {
  const { t } = useTranslation('session');
  const unlock = useMutation(
    trpc.session.unlock.mutationOptions({
      onSuccess: () => {
        queryClient.setQueryData(trpc.session.me.queryKey(), (before) => before && { ...before, isLocked: false });
        queryClient.invalidateQueries();
      },
    }),
  );
  const logout = useMutation(
    trpc.session.logout.mutationOptions({
      onSuccess: () => {
        keepToken(null);
        queryClient.clear();
        location.assign('/');
      },
    }),
  );
  return (
    <Centred isOverlay title={t('lockedTitle', { name: props.user.displayName })}>
      <Form<Inputs['session']['unlock']>
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => unlock.mutate(values)}
      >
        <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordNeeded') }]}>
          <Input.Password autoFocus autoComplete="current-password" />
        </Form.Item>
        {unlock.error && (
          <Form.Item>
            <ErrorNote error={unlock.error} />
          </Form.Item>
        )}
        <Space>
          <Button type="primary" htmlType="submit" loading={unlock.isPending}>
            {t('unlock')}
          </Button>
          <Button onClick={() => logout.mutate()}>{t('switchUser')}</Button>
        </Space>
      </Form>
    </Centred>
  );
}
