import { theme } from 'antd';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../ui/DataTable.tsx';
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
  const { token } = theme.useToken();
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
          width: 300,
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
          render: (_, { kind, status, modem }) =>
            status?.problem ? (
              <div>
                <div>{t(`problem.${status.problem.code}`)}</div>
                <div style={{ fontSize: 12, color: token.colorTextSecondary }}>
                  {t(`advice.${adviceKey(kind, status.problem.code)}`)}
                </div>
              </div>
            ) : modem ? (
              <span>
                {t(`modem.networks.${modem.network}`)} · {t('modem.signal')} <SignalText signalDbm={modem.signalDbm} />
              </span>
            ) : (
              '—'
            ),
        },
      ]}
    />
  );
}
