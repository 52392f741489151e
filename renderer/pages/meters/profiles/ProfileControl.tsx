import { type MeterProfile, type MeterProtocolName, usualProfile } from '../../../../main/devices/config.schema.ts';
import type { MeterService } from '../../../../main/modules/meters/meters.schema.ts';
import { EDITORS } from './editors.ts';
import { ModbusControl } from './ModbusControl.tsx';
import { SchemaFields } from './SchemaFields.tsx';
import type { TestPlace } from './useTestReading.ts';

/** Whether a protocol has anything to be told of a meter. */
export function hasProfile(protocol: MeterProtocolName): boolean {
  return protocol === 'modbus' || EDITORS[protocol] !== undefined;
}

/** How one meter speaks its protocol: one component a protocol that has more to say than its fields. */
export function ProfileControl(props: {
  protocol: MeterProtocolName;
  /** What it measures: what is usual depends on it. */
  service: MeterService;
  /** Where the meter can be tried while it is described; absent where several are described at once. */
  place?: TestPlace | undefined;
  value?: MeterProfile | null;
  onChange?: (profile: MeterProfile) => void;
}) {
  const { protocol, onChange = () => undefined } = props;
  const profile = props.value?.protocol === protocol ? props.value : usualProfile(protocol, props.service);
  if (profile.protocol === 'modbus') return <ModbusControl value={profile} onChange={onChange} place={props.place} />;
  return <SchemaFields value={profile} onChange={onChange} />;
}
