import { exactYuan as exactYuanOf } from '../../shared/quantity.ts';
import type { BillExplanation } from './billing.schema.ts';

/**
 * A bill says some kilobyte beyond its lines, and most of that stands elsewhere in rows that never change: the values of
 * its readings, its own columns, and what every bill of the run says alike. Kept is the rest; `unpack` gives back exactly
 * what was packed, so that the page, the paper and the hash are of the whole.
 */
export interface Packed {
  /** What many bills of a run say alike: one text for all of them. */
  readonly shared: string;
  readonly own: string;
}

/** The columns and readings of the bill that an explanation is put together from. */
export interface BillRows {
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly quantityMilli: number;
  readonly previous: ReadingValues;
  readonly present: ReadingValues;
}

export type ReadingValues = Omit<BillExplanation['previous'], 'on' | 'role'>;

type Shared = Pick<
  BillExplanation,
  'format' | 'unit' | 'tariff' | 'versions' | 'once' | 'cycleFrom' | 'dueOn'
> & { readonly service: string; readonly roles: readonly [string, string] };

type Rest = Partial<Omit<BillExplanation, keyof Shared | 'account' | 'meter' | 'previous' | 'present'>>;
/** Names that stand in every bill are short. */
interface Own extends Rest {
  /** Account, customer, door, address. */
  readonly a: readonly [string, string, string, string];
  /** Meter, digits, decimals, multiplier. */
  readonly m: readonly [string, number, number, number];
  /** Running total before the bill. */
  readonly b: number;
}

export function packExplanation(explain: BillExplanation, rows: BillRows): Packed {
  const { format, account, meter, previous, present, unit, tariff, versions, once, cycleFrom, dueOn, ...figures } = explain;
  const { turns, registerMilli, runningBeforeMilli, runningAfterMilli, ...rest } = figures;
  const shared: Shared = {
    ...{ format, unit, tariff },
    ...(versions && { versions }),
    ...(once && { once }),
    ...{ cycleFrom, dueOn, service: account.service, roles: [previous.role, present.role] },
  };
  const own: Own = {
    a: [account.accountNo, account.customerName, account.doorNo, account.address],
    m: [meter.meterNo, meter.digits, meter.decimals, meter.multiplier],
    b: runningBeforeMilli,
    ...(turns !== 0 && { turns }),
    ...(registerMilli !== registerOf(rows, meter.digits, turns) && { registerMilli }),
    ...(runningAfterMilli !== runningBeforeMilli + rows.quantityMilli && { runningAfterMilli }),
    ...rest,
  };
  return { shared: JSON.stringify(shared), own: JSON.stringify(own) };
}

export function unpackExplanation(packed: Packed, rows: BillRows): BillExplanation {
  const { service, roles, ...shared } = JSON.parse(packed.shared) as Shared;
  const { a, m, b, ...rest } = JSON.parse(packed.own) as Own;
  const [accountNo, customerName, doorNo, address] = a;
  const [meterNo, digits, decimals, multiplier] = m;
  const { turns = 0 } = rest;
  return {
    ...shared,
    account: { accountNo, service, customerName, doorNo, address },
    meter: { meterNo, digits, decimals, multiplier },
    previous: { ...rows.previous, on: rows.periodFrom, role: roles[0] },
    present: { ...rows.present, on: rows.periodTo, role: roles[1] },
    registerMilli: registerOf(rows, digits, turns),
    runningBeforeMilli: b,
    runningAfterMilli: b + rows.quantityMilli,
    ...rest,
    turns,
  };
}

function registerOf({ previous, present }: BillRows, digits: number, turns: number): number {
  return present.totalMilli - previous.totalMilli + turns * 10 ** digits * 1000;
}

/** What a line of a bill says about itself, beside its own columns. */
export interface LineNote {
  readonly exactYuan: string;
  readonly aboveMilli: number | null;
  readonly upToMilli: number | null;
  readonly fromMilli: number | null;
  readonly toMilli: number | null;
  readonly isApportioned: boolean;
  readonly [further: string]: unknown;
}

interface LineColumns {
  readonly quantityMilli: number;
  readonly priceE8: number;
}

type PackedNote = [number | null, number | null, number | null, number | null, 0 | 1, Record<string, unknown>?];

/** The exact amount is left out where it is the quantity times the price: all energy, and most of the rest. */
export function packNote({ quantityMilli, priceE8 }: LineColumns, note: LineNote): string {
  const { exactYuan, aboveMilli, upToMilli, fromMilli, toMilli, isApportioned, ...further } = note;
  const packed: PackedNote = [aboveMilli, upToMilli, fromMilli, toMilli, isApportioned ? 1 : 0];
  const rest = exactYuan === exactYuanOf(quantityMilli, priceE8) ? further : { exactYuan, ...further };
  for (const _ in rest) {
    packed.push(rest);
    break;
  }
  return JSON.stringify(packed);
}

export function unpackNote({ quantityMilli, priceE8 }: LineColumns, text: string): LineNote {
  const [aboveMilli, upToMilli, fromMilli, toMilli, apportioned, rest] = JSON.parse(text) as PackedNote;
  const exactYuan = exactYuanOf(quantityMilli, priceE8);
  return { exactYuan, aboveMilli, upToMilli, fromMilli, toMilli, isApportioned: apportioned === 1, ...rest };
}
