import { useMutation } from '@tanstack/react-query';
import { Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceConfig, MeterProtocolName } from '../../../main/devices/config.schema.ts';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import type { Device } from './device-state.ts';
import { meterAddress, ProtocolSelect } from './ProtocolSelect.tsx';
import { TestMessage } from './TestMessage.tsx';
import { TestOutcome } from './TestOutcome.tsx';

const CONNECTION = { run: 'run', running: 'running' } as const;
const WORDS = {
  'meter-bus': CONNECTION,
  scale: CONNECTION,
  modem: CONNECTION,
  printer: { run: 'print', running: 'printing' },
  scanner: { run: 'scan', running: 'scanning' },
} as const;

/**
 * Tries the connection as it is set now, saved or not, and says what came. `config` answers null while the form is
 * incomplete. A new bus may name a meter to read: with several on the wire none can be found by asking everybody.
 */
export function TestBar(props: {
  kind: Device['kind'];
  config: () => Promise<DeviceConfig | null>;
  asksAddress: boolean;
}) {
  const { t } = useTranslation('devices');
  const test = useMutation(trpc.devices.test.mutationOptions());
  const [typed, setTyped] = useState('');
  const [protocol, setProtocol] = useState<MeterProtocolName>('dlt645-2007');
  const { run, running } = WORDS[props.kind];
  const isAsked = props.asksAddress && typed.trim() !== '';
  const address = isAsked ? meterAddress(protocol, typed) : null;
  const isAddress = !isAsked || address !== null;
  const start = async () => {
    const config = isAddress ? await props.config() : null;
    if (config) test.mutate({ config, ...(address !== null && { meter: { protocol, address } }) });
  };
  return (
    <div style={{ display: 'flex', flexDirection: 'column', gap: 8 }}>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
        <Button loading={test.isPending} onClick={start}>
          {t(`test.${test.isPending ? running : run}`)}
        </Button>
        {props.asksAddress && (
          <Space.Compact style={{ flex: 1 }}>
            <ProtocolSelect value={protocol} onChange={setProtocol} />
            <Input
              aria-label={t('test.address')}
              placeholder={t('test.addressHint')}
              className="figures"
              maxLength={40}
              style={{ flex: 1 }}
              status={isAddress ? '' : 'error'}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onPressEnter={start}
            />
          </Space.Compact>
        )}
      </div>
      {test.error && <ErrorNote error={test.error} />}
      {test.data && !test.isPending && <TestOutcome kind={props.kind} result={test.data} />}
      {props.kind === 'modem' && <TestMessage config={props.config} />}
    </div>
  );
}
