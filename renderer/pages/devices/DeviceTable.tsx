import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { useToday } from '../../ui/useToday.ts';
import { DeviceLight } from './DeviceLight.tsx';
import { adviceKey, type Device } from './device-state.ts';
import { LinkText } from './LinkText.tsx';
import { SignalText } from './ModemInfo.tsx';

interface DeviceQuery {
  readonly data?: readonly Device[] | undefined;
  readonly isPending: boolean;
  readonly error: unknown;
  refetch(): unknown;
}

export function DeviceTable(props: { query: DeviceQuery; onOpen: (device: Device) => void; onAdd?: () => void }) {
  const { t } = useTranslation('devices');
  return (
    <DataTable<Device>
      query={props.query}
      rowKey="deviceId"
      onOpen={props.onOpen}
      empty={{
        title: t('emptyTitle'),
        hint: t('emptyHint'),
        ...(props.onAdd && { action: { label: t('add'), onClick: props.onAdd } }),
      }}
      columns={[
        { title: t('state'), width: 130, render: (_, device) => <DeviceLight device={device} /> },
        { title: t('name'), width: 180, render: (_, device) => <strong>{device.name}</strong> },
        { title: t('model'), width: 190, render: (_, device) => t(`models.${device.config.model}`) },
        {
          title: t('link'),
          width: 270,
          ellipsis: true,
          render: (_, device) => <LinkText link={device.config.link} />,
        },
        {
          title: t('meterCount'),
          width: 110,
          align: 'right',
          render: (_, device) => (
            <span className="figures">{device.kind === 'meter-bus' ? device.meterCount : '—'}</span>
          ),
        },
        {
          title: t('problemColumn'),
          render: (_, device) => <Situation device={device} />,
        },
      ]}
    />
  );
}

/** What is wrong, since when and what to do; else what is worth knowing. */
function Situation({ device: { kind, status, modem, silentMeters } }: { device: Device }) {
  const { t } = useTranslation('devices');
  const { token } = theme.useToken();
  const { zone } = useToday();
  const small = { fontSize: 12, color: token.colorTextSecondary };
  if (status?.problem) {
    const { code, at } = status.problem;
    return (
      <div>
        <div>
          {t(`problem.${code}`)}{' '}
          <span className="figures" style={small}>
            {t('since', { time: localDateTime(at, zone).slice(0, 16) })}
          </span>
        </div>
        <div style={small}>{t(`advice.${adviceKey(kind, code)}`)}</div>
      </div>
    );
  }
  if (silentMeters > 0)
    return (
      <div>
        <div style={{ color: token.colorWarningText }}>{t('silentMeters', { count: silentMeters })}</div>
        <div style={small}>{t('silentMetersAdvice')}</div>
      </div>
    );
  if (!modem) return '—';
  return (
    <span>
      {t(`modem.networks.${modem.network}`)} · {t('modem.signal')} <SignalText signalDbm={modem.signalDbm} />
    </span>
  );
}
