import type { InputRef } from 'antd';
import { useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { queryClient, trpc } from '../api.ts';
import { Centred } from './Centred.tsx';
import { LoginForm } from './LoginForm.tsx';
import type { SessionUser } from './session-user.ts';
import { useCover } from './useCover.ts';

/**
 * The session has ended while somebody was at work (twelve hours, a restart, switched off by an administrator): the
 * page stays underneath for the same person. Another person starts from the beginning.
 */
export function ExpiredScreen(props: { user: SessionUser }) {
  const { t } = useTranslation('session');
  const cover = useRef<HTMLElement>(null);
  const password = useRef<InputRef>(null);
  useCover(cover, () => password.current?.focus());
  return createPortal(
    <Centred ref={cover} isCover title={t('expiredTitle')}>
      <p style={{ marginTop: 0 }}>{t('expiredHint', { name: props.user.displayName })}</p>
      <LoginForm
        loginName={props.user.loginName}
        passwordRef={password}
        onDone={(user) => {
          if (user.userId !== props.user.userId) location.assign('/');
          else {
            queryClient.setQueryData(trpc.session.me.queryKey(), user);
            queryClient.invalidateQueries();
          }
        }}
      />
    </Centred>,
    document.body,
  );
}
