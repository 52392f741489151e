import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Progress, Space, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MeterProtocolName } from '../../../main/devices/config.schema.ts';
import { queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';
import type { Device, TestResult } from './device-state.ts';
import { meterAddress, ProtocolSelect } from './ProtocolSelect.tsx';
import { RegisterTable } from './RegisterTable.tsx';
import { RelayState } from './RelayState.tsx';

/** What can be asked of a meter bus: one meter's registers, and who is on the wire at all. */
export function BusTools(props: { device: Device; mayWrite: boolean }) {
  const busId = props.device.deviceId;
  const read = useMutation(trpc.devices.readNow.mutationOptions());
  const relay = useMutation(trpc.devices.relayStatus.mutationOptions());
  const readMeter = (meter: Target) => read.mutate({ busId, ...meter });
  return (
    <>
      <ReadNow
        read={read}
        relay={relay}
        onRead={readMeter}
        onReadRelay={(meter) => relay.mutate({ busId, ...meter })}
      />
      {props.mayWrite && <BusSearch busId={busId} onRead={readMeter} />}
    </>
  );
}

interface Target {
  readonly protocol: MeterProtocolName;
  readonly address: string;
  readonly line?: TestResult['meters'][number]['line'];
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

function BusSearch(props: { busId: Device['deviceId']; onRead: (meter: Target) => void }) {
  const { t } = useTranslation('devices');
  const { token } = theme.useToken();
  const { busId } = props;
  const mayAddMeter = useMay('meters.write');
  const query = useQuery(
    trpc.devices.search.queryOptions(
      { busId },
      { refetchInterval: ({ state }) => (state.data?.state === 'running' ? 500 : false) },
    ),
  );
  const known = useQuery(trpc.commissioning.known.queryOptions({ busId }));
  const meterAt = (protocol: string, address: string) =>
    known.data?.find((meter) => meter.protocol === protocol && meter.address === address);
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.devices.search.queryKey({ busId }) });
  const start = useMutation(trpc.devices.startSearch.mutationOptions({ onSettled: refresh }));
  const cancel = useMutation(trpc.devices.cancelSearch.mutationOptions({ onSettled: refresh }));
  const search = query.data;
  const isRunning = search?.state === 'running' || start.isPending;
  const found = search?.found ?? [];
  return (
    <section style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      <h2 style={{ fontSize: 14, margin: 0 }}>{t('search.title')}</h2>
      <div style={{ fontSize: 12, color: token.colorTextSecondary }}>
        {t('search.hint')} <Link to={`/commissioning?bus=${busId}`}>{t('findMeters')}</Link>
      </div>
      <Space>
        {isRunning ? (
          <Button onClick={() => cancel.mutate({ busId })}>{t('search.cancel')}</Button>
        ) : (
          <Button onClick={() => start.mutate({ busId })}>{t(search ? 'search.again' : 'search.start')}</Button>
        )}
        {search && (
          <span role="status" className="figures">
            {outcome()}
          </span>
        )}
      </Space>
      {isRunning && <Progress percent={search ? Math.floor((search.tried / search.total) * 100) : 0} size="small" />}
      {start.error && <ErrorNote error={start.error} />}
      {search?.refusal && (
        <Alert type="error" showIcon title={t(search.refusal.code, { ns: 'errors', ...search.refusal.params })} />
      )}
      {found.length > 0 && (
        <ul style={{ listStyle: 'none', margin: 0, padding: 0, maxHeight: 260, overflow: 'auto' }}>
          {found.map(({ protocol, address, line }) => {
            const meter = meterAt(protocol, address);
            return (
              <li
                key={`${protocol} ${address}`}
                style={{ display: 'flex', gap: 16, alignItems: 'center', padding: '4px 0' }}
              >
                <span className="figures" style={{ flex: 1 }}>
                  {address}
                </span>
                <Button size="small" onClick={() => props.onRead({ protocol, address, line })}>
                  {t('search.read')}
                </Button>
                {meter && <Link to={`/meters/${meter.meterId}`}>{t('search.registered')}</Link>}
                {!meter && mayAddMeter && (
                  <Link to={`/meters/new?protocol=${protocol}&address=${address}&busId=${busId}`}>
                    {t('search.addMeter')}
                  </Link>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );

  function outcome(): string {
    if (!search) return '';
    const figures = { tried: search.tried, total: search.total, found: found.length };
    if (search.state === 'done' && found.length === 0) return t('search.none');
    return t(`search.${search.state}`, figures);
  }
}
