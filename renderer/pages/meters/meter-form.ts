import type { MeterProfile } from '../../../main/devices/config.schema.ts';
import type { LineSettings } from '../../../main/devices/link/line.schema.ts';
import type { MeterProtocol, MeterService } from '../../../main/modules/meters/meters.schema.ts';
import type { DeviceId } from '../../../main/shared/ids.ts';

/** What a meter is described by, beside its service and the day it was installed. */
export interface MeterForm {
  readonly meterNo: string;
  readonly protocol: MeterProtocol;
  readonly address: string;
  readonly busId: DeviceId | null;
  readonly line: LineSettings | null;
  readonly profile: MeterProfile | null;
  readonly digits: number;
  readonly decimals: number;
  readonly multiplier: number;
  readonly hasTou: boolean;
  readonly hasDemand: boolean;
  readonly hasReactive: boolean;
  readonly model: string;
  readonly location: string;
  readonly sealNo: string;
  readonly calibrationDueOn: string | null;
}

/** Registers as they usually are: six digits and two decimals for electricity, five and three for gas and water. */
export function usualMeter(service: MeterService): MeterForm {
  const isPower = service === 'electricity';
  return {
    meterNo: '',
    protocol: 'manual',
    address: '',
    busId: null,
    line: null,
    profile: null,
    digits: isPower ? 6 : 5,
    decimals: isPower ? 2 : 3,
    multiplier: 1,
    hasTou: false,
    hasDemand: false,
    hasReactive: false,
    model: '',
    location: '',
    sealNo: '',
    calibrationDueOn: null,
  };
}

/** Fields that are not on the screen have no value: a manual meter has no address and no bus, gas no time of use. */
export function meterOf(form: MeterForm): MeterForm {
  const isManual = form.protocol === 'manual';
  return {
    ...form,
    meterNo: form.meterNo.trim(),
    address: isManual ? '' : form.address,
    busId: isManual ? null : (form.busId ?? null),
    line: isManual ? null : (form.line ?? null),
    profile: !isManual && form.profile?.protocol === form.protocol ? form.profile : null,
    hasTou: form.hasTou ?? false,
    hasDemand: form.hasDemand ?? false,
    hasReactive: form.hasReactive ?? false,
    calibrationDueOn: form.calibrationDueOn ?? null,
  };
}
