import { BulbOutlined, LockOutlined, TranslationOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Badge, Button, theme } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { queryClient, trpc } from '../api.ts';
import { switchLanguage } from '../i18n.ts';
import { useIsConnected } from '../live.ts';
import { savePreferences, usePreferences } from '../preferences.ts';
import type { PageRoute } from '../route.types.ts';
import type { SessionUser } from '../session/SessionGate.tsx';

/** Station, search, connection, who is at work, language, colours, lock. */
export function TopBar(props: { user: SessionUser; pages: readonly PageRoute[] }) {
  const { t } = useTranslation('shell');
  const { token } = theme.useToken();
  const { lang, mode } = usePreferences();
  const station = useQuery(trpc.station.state.queryOptions());
  const isConnected = useIsConnected();
  const lock = useMutation(
    trpc.session.lock.mutationOptions({
      onSuccess: () => {
        queryClient.setQueryData(trpc.session.me.queryKey(), (before) => before && { ...before, isLocked: true });
      },
    }),
  );
  const lockNow = lock.mutate;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey && event.key.toLowerCase() === 'l') {
        event.preventDefault();
        lockNow();
      }
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [lockNow]);

  return (
    <header
      style={{
        gridArea: 'bar',
        display: 'flex',
        alignItems: 'center',
        gap: 12,
        padding: '0 12px',
        background: token.colorBgContainer,
        borderBottom: `1px solid ${token.colorBorderSecondary}`,
      }}
    >
      <strong style={{ fontSize: 15 }}>{station.data?.name}</strong>
      <div style={{ flex: 1 }} />
      <Badge status={isConnected ? 'success' : 'error'} text={t(isConnected ? 'connected' : 'disconnected')} />
      <span>{props.user.displayName}</span>
      <Button
        type="text"
        icon={<TranslationOutlined />}
        aria-label={t('switchLanguage')}
        onClick={() => {
          const next = lang === 'en' ? 'zh-CN' : 'en';
          switchLanguage(next).then(() => savePreferences({ lang: next }));
        }}
      />
      <Button
        type="text"
        icon={<BulbOutlined />}
        aria-label={t('switchColours')}
        onClick={() => savePreferences({ mode: mode === 'dark' ? 'light' : 'dark' })}
      />
      <Button
        type="text"
        icon={<LockOutlined />}
        aria-label={t('lock')}
        title={`${t('lock')} Ctrl+L`}
        onClick={() => lock.mutate()}
      />
    </header>
  );
}
