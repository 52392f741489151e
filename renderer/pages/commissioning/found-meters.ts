import { useReducer } from 'react';
import type { MeterToRegister } from '../../../main/modules/commissioning/commissioning.schema.ts';
import type { MeterService } from '../../../main/modules/meters/meters.schema.ts';
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
  readonly registers?: Registers;
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
  readonly registers: Registers | undefined;
  readonly error: unknown;
}

type Drafts = ReadonlyMap<string, Draft>;

export function keyOf({ protocol, address }: Pick<FoundMeter, 'protocol' | 'address'>): string {
  return `${protocol} ${address}`;
}

/** Drafts by meter; a new bus starts anew. */
export function useDrafts(): [Drafts, (key: string, change: Draft) => void, () => void] {
  const [drafts, dispatch] = useReducer(
    (now: Drafts, step: { key: string; change: Draft } | 'forget'): Drafts =>
      step === 'forget' ? new Map() : new Map(now).set(step.key, { ...now.get(step.key), ...step.change }),
    new Map(),
  );
  return [drafts, (key, change) => dispatch({ key, change }), () => dispatch('forget')];
}

export function rowsOf(found: readonly FoundMeter[], known: readonly KnownMeter[], drafts: Drafts): FoundRow[] {
  const registered = new Map(known.map((meter) => [keyOf(meter), meter]));
  return found.map((meter) => {
    const key = keyOf(meter);
    const draft = drafts.get(key) ?? {};
    return {
      key,
      found: meter,
      known: registered.get(key),
      meterNo: draft.meterNo ?? meter.address,
      service: draft.service ?? serviceOf(meter),
      multiplier: draft.multiplier ?? 1,
      account: draft.account ?? null,
      registers: draft.registers,
      error: draft.error,
    };
  });
}

/** What the meter's own kind says, where it says one (CJ/T 188: 10 to 13 water, 30 gas). */
function serviceOf({ protocol, profile }: FoundMeter): MeterService {
  if (protocol !== 'cjt188') return 'electricity';
  return profile?.protocol === 'cjt188' && profile.type?.startsWith('1') ? 'water' : 'gas';
}

export function hasTou({ sharpMilli, peakMilli, flatMilli, valleyMilli }: Registers): boolean {
  return [sharpMilli, peakMilli, flatMilli, valleyMilli].some((value) => value !== null);
}

/** XXXXXX.XX: DL/T 645, CJ/T 188 and the usual Modbus maps. */
const REGISTER = { digits: 6, decimals: 2 };

/** What is sent for a row: the tried reading becomes the first one. */
export function toRegister(row: FoundRow): MeterToRegister {
  const { registers, found, service, multiplier } = row;
  const { protocol, address, line } = found;
  return {
    meterNo: row.meterNo.trim(),
    service,
    protocol,
    address,
    line,
    profile: found.profile ?? null,
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
