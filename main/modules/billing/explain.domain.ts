import { exactYuan } from '../../shared/quantity.ts';
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

type Shared = Pick<BillExplanation, 'format' | 'unit' | 'tariff' | 'versions' | 'once' | 'cycleFrom' | 'dueOn'> & {
  readonly service: string;
  readonly roles: readonly [string, string];
};

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

/** Packs the bills of one pass. What they say alike is written out once; `tariff` is one object for all who have it. */
export function explanationPacker(): (explain: BillExplanation, rows: BillRows) => Packed {
  const known = new Map<BillExplanation['tariff'], { readonly of: BillExplanation; readonly text: string }[]>();
  const sharedOf = (explain: BillExplanation): string => {
    const texts = known.get(explain.tariff) ?? [];
    known.set(explain.tariff, texts);
    const found = texts.find(({ of }) => isAlike(of, explain));
    if (found) return found.text;
    const text = JSON.stringify(toShared(explain));
    texts.push({ of: explain, text });
    return text;
  };
  return (explain, rows) => ({ shared: sharedOf(explain), own: JSON.stringify(toOwn(explain, rows)) });
}

function toShared({
  format,
  account,
  previous,
  present,
  unit,
  tariff,
  versions,
  once,
  cycleFrom,
  dueOn,
}: BillExplanation): Shared {
  return {
    ...{ format, unit, tariff },
    ...(versions && { versions }),
    ...(once && { once }),
    ...{ cycleFrom, dueOn, service: account.service, roles: [previous.role, present.role] },
  };
}

/** Of two with one tariff head: whether the rest of what is shared is the same. Unsure counts as no. */
function isAlike(a: BillExplanation, b: BillExplanation): boolean {
  return (
    a.cycleFrom === b.cycleFrom &&
    a.dueOn === b.dueOn &&
    a.versions === b.versions &&
    a.once?.months === b.once?.months &&
    a.once?.isFurther === b.once?.isFurther &&
    a.account.service === b.account.service &&
    a.previous.role === b.previous.role &&
    a.present.role === b.present.role &&
    a.format === b.format &&
    a.unit === b.unit
  );
}

function toOwn(explain: BillExplanation, rows: BillRows): Own {
  const { account, meter, turns, registerMilli, runningBeforeMilli, runningAfterMilli } = explain;
  const own: Writable<Own> = {
    a: [account.accountNo, account.customerName, account.doorNo, account.address],
    m: [meter.meterNo, meter.digits, meter.decimals, meter.multiplier],
    b: runningBeforeMilli,
  };
  if (turns !== 0) own.turns = turns;
  if (registerMilli !== registerOf(rows, meter.digits, turns)) own.registerMilli = registerMilli;
  if (runningAfterMilli !== runningBeforeMilli + rows.quantityMilli) own.runningAfterMilli = runningAfterMilli;
  // What is told of few bills, and what later versions of the program may tell.
  for (const key in explain) if (!PLACED.has(key)) Object.assign(own, { [key]: explain[key as keyof BillExplanation] });
  return own;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
/** Keys of an explanation that have a place of their own above. */
const PLACED: ReadonlySet<string> = new Set([
  'format',
  'account',
  'meter',
  'previous',
  'present',
  'unit',
  'tariff',
  'versions',
  'once',
  'cycleFrom',
  'dueOn',
  'turns',
  'registerMilli',
  'runningBeforeMilli',
  'runningAfterMilli',
] satisfies (keyof BillExplanation)[]);

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
export function packNote(line: LineColumns, note: LineNote): string {
  const { aboveMilli, upToMilli, fromMilli, toMilli } = note;
  const packed: PackedNote = [aboveMilli, upToMilli, fromMilli, toMilli, note.isApportioned ? 1 : 0];
  const further: Record<string, unknown> = {};
  for (const key in note) if (!PLACED_NOTES.has(key)) further[key] = note[key];
  if (note.exactYuan !== exactYuan(line.quantityMilli, line.priceE8)) further.exactYuan = note.exactYuan;
  for (const _ in further) {
    packed.push(further);
    break;
  }
  return JSON.stringify(packed);
}

const PLACED_NOTES: ReadonlySet<string> = new Set([
  ...['exactYuan', 'aboveMilli', 'upToMilli', 'fromMilli', 'toMilli', 'isApportioned'],
]);

export function unpackNote({ quantityMilli, priceE8 }: LineColumns, text: string): LineNote {
  const [aboveMilli, upToMilli, fromMilli, toMilli, apportioned, rest] = JSON.parse(text) as PackedNote;
  return {
    exactYuan: exactYuan(quantityMilli, priceE8),
    aboveMilli,
    upToMilli,
    fromMilli,
    toMilli,
    isApportioned: apportioned === 1,
    ...rest,
  };
}
