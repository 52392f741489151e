import { LockOutlined, MenuOutlined, SearchOutlined, UserOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Tag, theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { trpc } from '../api.ts';
import { useIsConnected } from '../live.ts';
import type { PageRoute } from '../route.types.ts';
import type { SessionUser } from '../session/session-user.ts';
import { DeviceLights } from './DeviceLights.tsx';
import { UserMenu } from './UserMenu.tsx';

/** Station, search, device lights, connection, who is at work, lock. */
export function TopBar(props: {
  user: SessionUser;
  pages: readonly PageRoute[];
  onCommandBox: () => void;
  onKeys: () => void;
  onLock: () => void;
  onRail: () => void;
}) {
  const { t } = useTranslation('shell');
  const { token } = theme.useToken();
  const station = useQuery(trpc.station.state.queryOptions());
  const isConnected = useIsConnected();
  return (
    <header
      className="top-bar"
      style={{ background: token.colorBgContainer, borderBottom: `1px solid ${token.colorBorderSecondary}` }}
    >
      <Button
        className="narrow-only"
        type="text"
        icon={<MenuOutlined />}
        aria-label={t('mainMenu')}
        onClick={props.onRail}
      />
      <strong className="station-name" title={station.data?.name}>
        {station.data?.name}
      </strong>
      {station.data?.isDemo && <Tag color="orange">{t('demo')}</Tag>}
      <Button
        className="search-button"
        icon={<SearchOutlined />}
        aria-label={t('search')}
        aria-keyshortcuts="Control+K"
        onClick={props.onCommandBox}
        style={{ color: token.colorTextTertiary }}
      >
        <span className="wide-only">{t('searchHint')}</span>
        <kbd className="wide-only">Ctrl K</kbd>
      </Button>
      <div style={{ flex: 1 }} />
      <DeviceLights pages={props.pages} />
      <Badge
        status={isConnected ? 'success' : 'error'}
        text={<span className="wide-only">{t(isConnected ? 'connected' : 'disconnected')}</span>}
        title={t(isConnected ? 'connected' : 'disconnected')}
      />
      <UserMenu user={props.user} onKeys={props.onKeys} onLock={props.onLock}>
        <Button type="text" icon={<UserOutlined />} aria-label={t('userMenu', { name: props.user.displayName })}>
          <span className="wide-only">{props.user.displayName}</span>
        </Button>
      </UserMenu>
      <Button
        type="text"
        icon={<LockOutlined />}
        aria-label={t('lock')}
        aria-keyshortcuts="Control+L"
        title={`${t('lock')} Ctrl+L`}
        onClick={props.onLock}
      />
    </header>
  );
}
