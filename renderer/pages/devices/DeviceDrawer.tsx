import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Descriptions, Drawer, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import { BusTools } from './BusTools.tsx';
import { DeviceLight } from './DeviceLight.tsx';
import { adviceKey, type Device } from './device-state.ts';
import { LinkText } from './LinkText.tsx';
import { ModemInfo } from './ModemInfo.tsx';
import { OtherPorts } from './OtherPorts.tsx';
import { RecordingPanel } from './RecordingPanel.tsx';
import { RelayAccess } from './RelayAccess.tsx';
import { StationTable } from './StationTable.tsx';
import { StatisticsTable } from './StatisticsTable.tsx';
import { TestBar } from './TestBar.tsx';

interface DrawerProps {
  readonly device: Device | undefined;
  readonly mayWrite: boolean;
  onEdit(): void;
  onClose(): void;
  onSaid(text: string): void;
}

/** One device: how it is, what was said on its wire, and what can be done with it. */
export function DeviceDrawer(props: DrawerProps) {
  const { t } = useTranslation('devices');
  return (
    <Drawer
      open={props.device !== undefined}
      onClose={props.onClose}
      size={560}
      title={props.device?.name}
      destroyOnHidden
      extra={props.device && props.mayWrite && <DeviceActions {...props} device={props.device} />}
      closable={{ 'aria-label': t('close') }}
    >
      {props.device && <DeviceDetails device={props.device} mayWrite={props.mayWrite} />}
    </Drawer>
  );
}

function DeviceActions({ device, onEdit, onClose, onSaid }: DrawerProps & { device: Device }) {
  const { t } = useTranslation('devices');
  const { modal } = App.useApp();
  const { deviceId, version, name, isEnabled } = device;
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.devices.list.queryKey() });
  const enable = useMutation(
    trpc.devices.enable.mutationOptions({
      onSuccess: () => {
        onSaid(t(isEnabled ? 'disabled' : 'enabled', { name }));
        refresh();
      },
    }),
  );
  const remove = useMutation(
    trpc.devices.remove.mutationOptions({
      onSuccess: () => {
        onSaid(t('removed', { name }));
        onClose();
        refresh();
      },
    }),
  );
  const error = enable.error ?? remove.error;
  return (
    <Space>
      {error && <ErrorNote error={error} />}
      <Button onClick={() => enable.mutate({ deviceId, version, isEnabled: !isEnabled })} loading={enable.isPending}>
        {t(isEnabled ? 'disable' : 'enable')}
      </Button>
      <Button
        danger
        disabled={device.meterCount > 0}
        title={device.meterCount > 0 ? t('removeKept') : undefined}
        onClick={() =>
          modal.confirm({
            title: t('removeConfirm', { name }),
            okText: t('remove'),
            okButtonProps: { danger: true },
            onOk: () => {
              remove.mutate({ deviceId, version });
            },
          })
        }
      >
        {t('remove')}
      </Button>
      <Button type="primary" onClick={onEdit}>
        {t('edit')}
      </Button>
    </Space>
  );
}

function DeviceDetails(props: { device: Device; mayWrite: boolean }) {
  const { t } = useTranslation('devices');
  const { zone } = useToday();
  // The drawer shows the traffic as it goes.
  const list = useQuery(trpc.devices.list.queryOptions(undefined, { refetchInterval: 2000 }));
  const device = list.data?.find((row) => row.deviceId === props.device.deviceId) ?? props.device;
  const { problem } = device.status ?? {};
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 16 }}>
      <Descriptions
        size="small"
        column={1}
        styles={{ label: { width: 96 } }}
        items={[
          { key: 'state', label: t('state'), children: <DeviceLight device={device} /> },
          { key: 'model', label: t('model'), children: t(`models.${device.config.model}`) },
          { key: 'link', label: t('link'), children: <LinkText link={device.config.link} /> },
        ]}
      />
      {device.modem && <ModemInfo modem={device.modem} />}
      {problem && (
        <Alert
          type={device.status?.state === 'lost' ? 'error' : 'warning'}
          showIcon
          title={t(`problem.${problem.code}`)}
          description={
            <>
              <div>{t(`advice.${adviceKey(device.kind, problem.code)}`)}</div>
              <div style={{ fontSize: 12, marginTop: 4, overflowWrap: 'anywhere' }}>
                {t('since', { time: localDateTime(problem.at, zone) })} ·{' '}
                {t('detail', { detail: problem.detail || '—' })}
              </div>
              {props.mayWrite && problem.code === 'port-missing' && <OtherPorts device={device} />}
            </>
          }
        />
      )}
      {props.mayWrite && (
        <TestBar kind={device.kind} asksAddress={false} config={() => Promise.resolve(device.config)} />
      )}
      {device.kind === 'meter-bus' && device.isEnabled && <BusTools device={device} mayWrite={props.mayWrite} />}
      {device.kind === 'meter-bus' && <RelayAccess device={device} mayWrite={props.mayWrite} />}
      {device.status && <StatisticsTable kind={device.kind} statistics={device.status.statistics} />}
      {device.kind === 'meter-bus' && device.status && <StationTable busId={device.deviceId} />}
      {props.mayWrite && <RecordingPanel device={device} />}
    </div>
  );
}
