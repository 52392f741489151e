import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, type InputRef, Space } from 'antd';
import { useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { type Inputs, queryClient, trpc } from '../api.ts';
import { Centred } from './Centred.tsx';
import { HiddenUsername } from './HiddenUsername.tsx';
import type { SessionUser } from './session-user.ts';
import { useCover } from './useCover.ts';
import { useLogout } from './useLock.ts';

/** Covers the page, which stays as it was underneath with everything typed. */
export function LockScreen(props: { user: SessionUser }) {
  const { t } = useTranslation('session');
  const cover = useRef<HTMLElement>(null);
  const field = useRef<InputRef>(null);
  useCover(cover, () => field.current?.focus());
  const { logout, isPending } = useLogout();
  const unlock = useMutation(
    trpc.session.unlock.mutationOptions({
      onSuccess: () => {
        queryClient.setQueryData(trpc.session.me.queryKey(), (before) => before && { ...before, isLocked: false });
        queryClient.invalidateQueries();
      },
      onError: () => field.current?.focus({ cursor: 'all' }),
    }),
  );
  return createPortal(
    <Centred ref={cover} isCover title={t('lockedTitle', { name: props.user.displayName })}>
      <p style={{ marginTop: 0 }}>{t('lockedHint')}</p>
      <Form<Inputs['session']['unlock']>
        name="unlock"
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => unlock.mutate({ password: values.password })}
      >
        <HiddenUsername value={props.user.loginName} />
        <Form.Item name="password" label={t('password')} rules={[{ required: true, message: t('passwordNeeded') }]}>
          <Input.Password ref={field} autoComplete="current-password" />
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
          <Button onClick={logout} loading={isPending}>
            {t('switchUser')}
          </Button>
        </Space>
      </Form>
    </Centred>,
    document.body,
  );
}
