import type { DeviceLink } from '../../../main/devices/config.schema.ts';
import type { Outputs } from '../../app/api.ts';

export type Device = Outputs['devices']['list'][number];
export type Registers = Outputs['devices']['readNow'];
export type Modem = NonNullable<Device['modem']>;
export type TestResult = Outputs['devices']['test'];

type ProblemCode = NonNullable<TestResult['problem']>['code'];

/** What the light says; the words beside it are `devices:states.<mood>`. */
export type Mood = 'disabled' | 'closed' | 'opening' | 'open' | 'doubt' | 'silent' | 'lost';

export function moodOf({ isEnabled, status }: Pick<Device, 'isEnabled' | 'status'>): Mood {
  if (!isEnabled) return 'disabled';
  if (!status) return 'closed';
  return status.state === 'open' && status.problem ? 'doubt' : status.state;
}

/** Green confirmed, amber doubt, red gone, grey not asked for. */
export const LIGHTS = {
  disabled: 'default',
  closed: 'default',
  opening: 'warning',
  open: 'success',
  doubt: 'warning',
  silent: 'warning',
  lost: 'error',
} as const satisfies Record<Mood, string>;

/** "/dev/ttyUSB0 · 2400 8E1"; undefined for a simulated wire, which has no place in the world. */
export function linkText(link: DeviceLink): string | undefined {
  if (link.type === 'memory') return undefined;
  if (link.type === 'tcp') return `${link.host}:${link.port}`;
  return `${link.path} · ${link.baud} ${link.dataBits}${link.parity.charAt(0).toUpperCase()}${link.stopBits}`;
}

type SilentAdvice = `${Exclude<Device['kind'], 'meter-bus'>}-silent`;

/** Key of the sentence that says what to do about a problem: a scale, a modem and a bus fall silent for other reasons. */
export function adviceKey(kind: Device['kind'], code: ProblemCode): SilentAdvice | ProblemCode {
  return code !== 'no-answer' || kind === 'meter-bus' ? code : `${kind}-silent`;
}

/** In words: -85 dBm and better carries messages at once, below -100 they get lost. */
export function gradeOf(signalDbm: number | null): 'good' | 'fair' | 'poor' | 'unknown' {
  if (signalDbm === null) return 'unknown';
  if (signalDbm >= -85) return 'good';
  return signalDbm >= -100 ? 'fair' : 'poor';
}
