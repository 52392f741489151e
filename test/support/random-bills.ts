import { TariffDocument } from '../../main/modules/tariffs/document.schema.ts';
import { rate, type Usage } from '../../main/modules/tariffs/rating.domain.ts';
import { randomFrom } from '../../main/seeds/population.ts';
import { formatScaled, parseScaled, priceE8 } from '../../main/shared/money.ts';
import { openStation } from '../../main/station.ts';
import { type PencilBill, type PencilTier, pencilFen } from './decimal-rating.ts';
import { SQL_BILLS, SQL_TABLES } from './sql-rating.ts';

const REGISTERS = ['sharp', 'peak', 'flat', 'valley'] as const;
/** Bills worked out in one statement. */
const BATCH = 20_000;
const TARIFFS = 200;

interface RandomTariff {
  readonly document: TariffDocument;
  readonly tiers: readonly PencilTier[];
  /** '' where one price holds for all. */
  readonly registers: readonly string[];
}

interface RandomBill {
  readonly tariff: number;
  readonly before: string;
  readonly used: Readonly<Record<string, string>>;
}

export interface Disagreement {
  readonly bill: unknown;
  readonly program: string;
  readonly pencil: string;
  readonly sql: string;
}

type Random = () => number;
const upTo = (random: Random, most: number) => Math.floor(random() * (most + 1));

function randomTariff(random: Random): RandomTariff {
  const registers = random() < 0.5 ? [''] : REGISTERS.filter(() => random() < 0.7);
  if (registers.length === 0) registers.push('peak');
  // Few decimals make half fen common; eight are what a price bureau prints at most.
  const decimals = [1, 2, 3, 4, 8][upTo(random, 4)] ?? 8;
  const price = () => formatScaled(1 + upTo(random, 2 * 10 ** decimals), decimals);
  const prices = () => Object.fromEntries(registers.map((register) => [register, price()]));
  const limits: number[] = [];
  for (let i = upTo(random, 2); i > 0; i--) limits.push((limits.at(-1) ?? 0) + 1 + upTo(random, 3_000_000));
  const tiers = [...limits, null].map((limit) => ({
    upTo: limit === null ? null : formatScaled(limit, 3),
    prices: prices(),
  }));
  const priceOf = (tier: PencilTier) => (registers[0] === '' ? (tier.prices[''] ?? '') : tier.prices);
  const [only] = tiers;
  return {
    registers,
    tiers,
    document: TariffDocument.parse({
      format: 1,
      unit: 'kWh',
      rounding: random() < 0.5 ? 'per-line' : 'per-bill',
      cycle: random() < 0.5 ? 'month' : 'year',
      scheme:
        tiers.length === 1 && only
          ? { kind: 'flat', price: priceOf(only) }
          : { kind: 'tiered', tiers: tiers.map((tier) => ({ upTo: tier.upTo, price: priceOf(tier) })) },
    }),
  };
}

function randomBill(random: Random, tariffs: readonly RandomTariff[]): RandomBill {
  const tariff = upTo(random, tariffs.length - 1);
  const { registers, document } = tariffs[tariff] as RandomTariff;
  // Whole units and thousandths, small and large, nothing at all now and then; products of two stay below 2^63 for SQL.
  const quantity = () => {
    const size = [0, 20, 1000, 1_000_000][upTo(random, 3)] ?? 0;
    return formatScaled(random() < 0.5 ? upTo(random, size) : upTo(random, size) * 1000, 3);
  };
  const most = document.cycle === 'year' ? 8_000_000 : 500_000;
  const before = random() < 0.2 ? '0' : formatScaled(upTo(random, most), 3);
  return { tariff, before, used: Object.fromEntries(registers.map((register) => [register, quantity()])) };
}

const milli = (text: string) => parseScaled(text, 3);

function programFen({ document, registers }: RandomTariff, bill: RandomBill): string {
  const quantities = Object.entries(bill.used).map(([register, text]) => [register, milli(text)] as const);
  const quantityMilli = quantities.reduce((sum, [, quantity]) => sum + quantity, 0);
  const usage: Usage = { quantityMilli, runningBeforeMilli: milli(bill.before), monthNumber: 1 };
  const isTou = registers[0] !== '';
  return String(rate(document, isTou ? { ...usage, periods: Object.fromEntries(quantities) } : usage).totalFen);
}

/** Works out random bills in three ways; answers those on which they do not agree and how many met half a fen. */
export async function compareBills(count: number, seed: number, rateWith = programFen) {
  const random = randomFrom(seed);
  const tariffs = Array.from({ length: TARIFFS }, () => randomTariff(random));
  const disagreements: Disagreement[] = [];
  let halves = 0;
  await using station = openStation({ folder: ':memory:' });
  const { db } = station;
  db.exec(SQL_TABLES);
  const insertTier = db.prepare('INSERT INTO tier VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const insertUsed = db.prepare('INSERT INTO used VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const four = (values: readonly number[]) => [...values, 0, 0, 0, 0].slice(0, 4);
  for (const [i, { tiers, registers }] of tariffs.entries()) {
    let above = 0;
    for (const [n, tier] of tiers.entries()) {
      const limit = tier.upTo === null ? null : milli(tier.upTo);
      insertTier.run(i, n + 1, above, limit, ...four(registers.map((r) => priceE8(tier.prices[r] ?? ''))));
      above = limit ?? above;
    }
  }
  for (let first = 0; first < count; first += BATCH) {
    const bills = Array.from({ length: Math.min(BATCH, count - first) }, () => randomBill(random, tariffs));
    db.exec('BEGIN; DELETE FROM used');
    for (const [id, { tariff, before, used }] of bills.entries()) {
      const isPerLine = Number(tariffs[tariff]?.document.rounding === 'per-line');
      insertUsed.run(id, tariff, isPerLine, milli(before), ...four(Object.values(used).map(milli)));
    }
    db.exec('COMMIT');
    const rows = db.prepare(SQL_BILLS).all() as { fen: number; is_half: number }[];
    if (rows.length !== bills.length) throw new Error(`${rows.length} rows for ${bills.length} bills`);
    for (const [id, bill] of bills.entries()) {
      const tariff = tariffs[bill.tariff] as RandomTariff;
      const { rounding } = tariff.document;
      const asked: PencilBill = { tiers: tariff.tiers, rounding, before: bill.before, used: bill.used };
      const [program, pencil, sql] = [rateWith(tariff, bill), pencilFen(asked), String(rows[id]?.fen)];
      halves += rows[id]?.is_half ?? 0;
      if (program !== pencil || program !== sql) disagreements.push({ bill: asked, program, pencil, sql });
    }
  }
  return { disagreements, halves };
}
