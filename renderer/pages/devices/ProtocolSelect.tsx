import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { METER_PROTOCOLS, type MeterProtocolName } from '../../../main/devices/config.schema.ts';
import { isAddress, plainAddress } from '../../../main/modules/meters/meters.domain.ts';

/** What a meter on a wire speaks. */
export function ProtocolSelect(props: { value: MeterProtocolName; onChange: (protocol: MeterProtocolName) => void }) {
  const { t } = useTranslation('devices');
  const { t: word } = useTranslation('meters');
  return (
    <Select
      aria-label={t('protocol')}
      style={{ width: 150, flex: 'none' }}
      value={props.value}
      onChange={props.onChange}
      options={METER_PROTOCOLS.map((value) => ({ value, label: word(`protocol.${value}`) }))}
    />
  );
}

/** The address as the protocol writes it, short DL/T 645 numbers filled with zeros; null for what is none. */
export function meterAddress(protocol: MeterProtocolName, typed: string): string | null {
  const plain = plainAddress(typed);
  const address = protocol.startsWith('dlt645') && /^\d+$/.test(plain) ? plain.padStart(12, '0') : plain;
  return isAddress(protocol, address) ? address : null;
}
