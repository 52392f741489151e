import { useMutation } from '@tanstack/react-query';
import { Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MeterProtocolName } from '../../../main/devices/config.schema.ts';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import type { Device } from './device-state.ts';
import { meterAddress, ProtocolSelect } from './ProtocolSelect.tsx';
import { RegisterTable } from './RegisterTable.tsx';
import { RelayState } from './RelayState.tsx';

/** What can be asked of a meter bus: one meter's registers. Who is on the wire at all is found in commissioning. */
export function BusTools(props: { device: Device; mayWrite: boolean }) {
  const { t } = useTranslation('devices');
  const busId = props.device.deviceId;
  const read = useMutation(trpc.devices.readNow.mutationOptions());
  const relay = useMutation(trpc.devices.relayStatus.mutationOptions());
  return (
    <>
      <ReadNow
        read={read}
        relay={relay}
        onRead={(meter) => read.mutate({ busId, ...meter })}
        onReadRelay={(meter) => relay.mutate({ busId, ...meter })}
      />
      {props.mayWrite && <Link to={`/commissioning?bus=${busId}`}>{t('findMeters')}</Link>}
    </>
  );
}

interface Target {
  readonly protocol: MeterProtocolName;
  readonly address: string;
}

interface ReadNowProps {
  readonly read: {
    readonly isPending: boolean;
    readonly error: unknown;
    readonly data: Parameters<typeof RegisterTable>[0]['registers'] | undefined;
    readonly variables: { address: string } | undefined;
  };
  readonly relay: {
    readonly isPending: boolean;
    readonly error: unknown;
    readonly data: Parameters<typeof RelayState>[0]['status'] | undefined;
  };
  onRead(meter: Target): void;
  onReadRelay(meter: Target): void;
}

function ReadNow({ read, relay, onRead, onReadRelay }: ReadNowProps) {
  const { t } = useTranslation('devices');
  const [typed, setTyped] = useState('');
  const [protocol, setProtocol] = useState<MeterProtocolName>('dlt645-2007');
  const address = meterAddress(protocol, typed);
  const run = () => {
    if (address !== null) onRead({ protocol, address });
  };
  const runRelay = () => {
    if (address !== null) onReadRelay({ protocol, address });
  };
  return (
    <section style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      <h2 style={{ fontSize: 14, margin: 0 }}>{t('readNow.title')}</h2>
      <Space.Compact style={{ maxWidth: 560 }}>
        <ProtocolSelect value={protocol} onChange={setProtocol} />
        <Input
          aria-label={t('readNow.address')}
          placeholder={t('readNow.address')}
          className="figures"
          maxLength={40}
          value={typed}
          status={typed && address === null ? 'error' : ''}
          onChange={(event) => setTyped(event.target.value)}
          onPressEnter={run}
        />
        <Button loading={read.isPending} disabled={address === null} onClick={run}>
          {t('readNow.run')}
        </Button>
        <Button loading={relay.isPending} disabled={address === null} onClick={runRelay}>
          {t('relay.read')}
        </Button>
      </Space.Compact>
      {!read.isPending && read.error ? <ErrorNote error={read.error} /> : null}
      {!read.isPending && read.data && (
        <div role="status">
          <div style={{ paddingBottom: 4 }}>{t('test.meterRead', { address: read.variables?.address })}</div>
          <RegisterTable registers={read.data} />
        </div>
      )}
      {!relay.isPending && relay.error ? <ErrorNote error={relay.error} /> : null}
      {!relay.isPending && relay.data && <RelayState status={relay.data} />}
    </section>
  );
}
