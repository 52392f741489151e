import { useQuery } from '@tanstack/react-query';
import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { trpc } from '../api.ts';
import { useIsConnected } from '../live.ts';
import type { PageRoute } from '../route.types.ts';
import { lightOf } from './lights.ts';

/** One light a device in use: colour, shape and words say how it is. Each leads to the devices page. */
export function DeviceLights(props: { pages: readonly PageRoute[] }) {
  const { t } = useTranslation('shell');
  const { token } = theme.useToken();
  const isConnected = useIsConnected();
  const isThere = props.pages.some((page) => page.path === '/devices');
  const devices = useQuery(trpc.devices.list.queryOptions(undefined, { enabled: isThere }));
  const colours = { good: token.colorSuccess, doubtful: token.colorWarning, bad: token.colorError };
  const shown = (devices.data ?? []).filter((device) => device.status !== null);
  if (!isThere || shown.length === 0) return null;
  return (
    <nav aria-label={t('lights.title')} className="lights">
      {shown.map(({ deviceId, name, status }) => {
        const light = status ? lightOf(status) : 'bad';
        const words = isConnected ? t(`lights.${light}`, { name }) : t('lights.unknown', { name });
        const colour = isConnected ? colours[light] : token.colorTextQuaternary;
        return (
          <Link key={deviceId} to="/devices" title={words} aria-label={words} style={{ color: token.colorText }}>
            <span aria-hidden="true" className={`light light-${light}`} style={{ background: colour }} />
            <span className="wide-only">{name}</span>
          </Link>
        );
      })}
    </nav>
  );
}
