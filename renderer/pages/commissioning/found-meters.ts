import { useEffect, useReducer } from 'react';
import { type MeterProfile, usualProfile } from '../../../main/devices/config.schema.ts';
import type { LineSettings } from '../../../main/devices/link/line.schema.ts';
import { presetNamed } from '../../../main/devices/meter-modbus/presets.schema.ts';
import type { MeterToRegister } from '../../../main/modules/commissioning/commissioning.schema.ts';
import type { MeterService } from '../../../main/modules/meters/meters.schema.ts';
import type { DeviceId } from '../../../main/shared/ids.ts';
import type { Outputs } from '../../app/api.ts';
import type { SearchHit } from '../customers/useAccountSearch.ts';

export type FoundMeter = NonNullable<Outputs['devices']['search']>['found'][number];
export type KnownMeter = Outputs['commissioning']['known'][number];
type Registers = Outputs['devices']['readNow'];

/** What a person and the meter itself have said of one found meter, until it is registered. */
interface Draft {
  readonly meterNo?: string;
  readonly service?: MeterService;
  readonly multiplier?: number;
  readonly account?: SearchHit | null;
  /** How it is spoken to, where a person set it otherwise than it was found. */
  readonly line?: LineSettings | null;
  readonly profile?: MeterProfile;
  readonly registers?: Registers | undefined;
  readonly error?: unknown;
}

export interface FoundRow {
  readonly key: string;
  readonly found: FoundMeter;
  /** Registered on this bus already. */
  readonly known: KnownMeter | undefined;
  readonly meterNo: string;
  readonly service: MeterService;
  readonly multiplier: number;
  readonly account: SearchHit | null;
  readonly line: LineSettings | null;
  readonly profile: MeterProfile;
  readonly registers: Registers | undefined;
  readonly error: unknown;
}

type Drafts = ReadonlyMap<string, Draft>;

export function keyOf({ protocol, address }: Pick<FoundMeter, 'protocol' | 'address'>): string {
  return `${protocol} ${address}`;
}

/** Kept while the program runs: whoever leaves to open an account finds the scanned meters as they were. */
const KEPT = new Map<DeviceId, Drafts>();

/** Drafts by meter; of a registered one only its reading is left. */
export function useDrafts(busId: DeviceId) {
  const [drafts, dispatch] = useReducer(
    (now: Drafts, step: { key: string; change: Draft } | { done: readonly string[] }): Drafts =>
      'done' in step
        ? new Map([...now].map(([key, draft]) => [key, step.done.includes(key) ? readingOf(draft) : draft]))
        : new Map(now).set(step.key, { ...now.get(step.key), ...step.change }),
    KEPT.get(busId) ?? new Map(),
  );
  useEffect(() => {
    KEPT.set(busId, drafts);
  }, [busId, drafts]);
  return {
    drafts,
    set: (key: string, change: Draft) => dispatch({ key, change }),
    forget: (done: readonly string[]) => dispatch({ done }),
  };
}

function readingOf({ registers, error }: Draft): Draft {
  return { registers, error };
}

export function rowsOf(
  found: readonly FoundMeter[],
  known: readonly KnownMeter[],
  drafts: Drafts,
  busName: string,
): FoundRow[] {
  const registered = new Map(known.map((meter) => [keyOf(meter), meter]));
  return found.map((meter) => {
    const key = keyOf(meter);
    const draft = drafts.get(key) ?? {};
    const knownMeter = registered.get(key);
    const service = knownMeter?.service ?? draft.service ?? serviceOf(meter);
    return {
      key,
      found: meter,
      known: knownMeter,
      meterNo: draft.meterNo ?? usualNumber(meter, busName),
      service,
      multiplier: draft.multiplier ?? 1,
      account: draft.account ?? null,
      line: knownMeter ? knownMeter.line : draft.line === undefined ? meter.line : draft.line,
      profile: knownMeter?.profile ?? draft.profile ?? meter.profile ?? usualProfile(meter.protocol, service),
      registers: draft.registers,
      error: draft.error,
    };
  });
}

/** An address that is one meter's alone is on its plate too; the small ones of Modbus begin at 1 on every bus. */
function usualNumber({ protocol, address }: FoundMeter, busName: string): string {
  if (protocol !== 'modbus' && address !== '') return address;
  return [busName.replace(/[^\p{L}\p{N}./-]/gu, ''), address].filter(Boolean).join('-');
}

/** What the meter's own kind says, where it says one (CJ/T 188: 10 to 13 water, 30 gas). */
function serviceOf({ protocol, profile }: FoundMeter): MeterService {
  if (protocol !== 'cjt188') return 'electricity';
  return profile?.protocol === 'cjt188' && profile.type?.startsWith('1') ? 'water' : 'gas';
}

export function hasTou({ sharpMilli, peakMilli, flatMilli, valleyMilli }: Registers): boolean {
  return [sharpMilli, peakMilli, flatMilli, valleyMilli].some((value) => value !== null);
}

/** The map of a Modbus meter by name; undefined while it has none and cannot be read. */
export function mapName({ profile }: FoundRow): string | undefined {
  if (profile.protocol !== 'modbus' || profile.registers.length === 0) return undefined;
  return presetNamed(profile.preset)?.name ?? profile.preset;
}

/** XXXXXX.XX: DL/T 645, CJ/T 188 and the usual Modbus maps. */
const REGISTER = { digits: 6, decimals: 2 };

/** What is sent for a row: the tried reading becomes the first one. */
export function toRegister(row: FoundRow): MeterToRegister {
  const { registers, found, service, multiplier, line, profile } = row;
  const { protocol, address } = found;
  return {
    meterNo: row.meterNo.trim(),
    service,
    protocol,
    address,
    line,
    profile,
    ...REGISTER,
    multiplier,
    hasTou: registers !== undefined && hasTou(registers),
    accountId: row.account?.accountId ?? null,
    baseline: registers
      ? {
          readAt: registers.at,
          totalMilli: registers.totalMilli,
          sharpMilli: registers.sharpMilli,
          peakMilli: registers.peakMilli,
          flatMilli: registers.flatMilli,
          valleyMilli: registers.valleyMilli,
        }
      : null,
  };
}
