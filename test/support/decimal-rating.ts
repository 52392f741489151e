/**
 * A bill worked out the way a person does with a pencil, to hold the program's rating against: long multiplication of
 * decimal strings and rounding by looking at digits. Written from the rule in main/modules/tariffs/README.md; shares no
 * line with the program and knows neither numbers of JavaScript nor its integers beyond single digits.
 */
export interface PencilTier {
  /** Last thousandth of the tier, as a decimal; null in the last tier. */
  readonly upTo: string | null;
  /** By register; '' where one price holds for all. */
  readonly prices: Readonly<Record<string, string>>;
}

export interface PencilBill {
  /** One tier without a limit is a flat price. */
  readonly tiers: readonly PencilTier[];
  readonly rounding: 'per-line' | 'per-bill';
  /** Used before in the cycle. */
  readonly before: string;
  /** By register, '' for the total where prices are not by register. */
  readonly used: Readonly<Record<string, string>>;
}

/** An amount of thousandths, or of 1e-11 yuan, as decimal digits without leading zeros. */
type Digits = string;

function scaled(text: string, decimals: number): Digits {
  const [whole = '', fraction = ''] = text.split('.');
  return trim(whole + fraction.padEnd(decimals, '0'));
}

function trim(digits: string): Digits {
  return digits.replace(/^0+(?=\d)/, '');
}

function compare(a: Digits, b: Digits): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

const least = (a: Digits, b: Digits) => (compare(a, b) < 0 ? a : b);
const most = (a: Digits, b: Digits) => (compare(a, b) > 0 ? a : b);

function add(a: Digits, b: Digits): Digits {
  let carry = 0;
  let sum = '';
  for (let place = 1; place <= Math.max(a.length, b.length) || carry > 0; place++) {
    const digit = Number(a.at(-place) ?? 0) + Number(b.at(-place) ?? 0) + carry;
    sum = (digit % 10) + sum;
    carry = digit > 9 ? 1 : 0;
  }
  return trim(sum || '0');
}

/** a is at least b. */
function subtract(a: Digits, b: Digits): Digits {
  let borrow = 0;
  let rest = '';
  for (let place = 1; place <= a.length; place++) {
    const digit = Number(a.at(-place)) - Number(b.at(-place) ?? 0) - borrow;
    borrow = digit < 0 ? 1 : 0;
    rest = digit + borrow * 10 + rest;
  }
  return trim(rest);
}

function multiply(a: Digits, b: Digits): Digits {
  const places = new Array<number>(a.length + b.length).fill(0);
  for (let i = a.length - 1; i >= 0; i--) {
    let carry = 0;
    for (let j = b.length - 1; j >= 0; j--) {
      const digit = Number(a[i]) * Number(b[j]) + (places[i + j + 1] ?? 0) + carry;
      places[i + j + 1] = digit % 10;
      carry = Math.floor(digit / 10);
    }
    places[i] = (places[i] ?? 0) + carry;
  }
  return trim(places.join(''));
}

/** Long division: what goes in whole times, and what is left. */
function divide(a: Digits, b: Digits): { quotient: Digits; rest: Digits } {
  let quotient = '';
  let rest = '0';
  for (const digit of a) {
    rest = trim(rest + digit);
    let times = 0;
    while (compare(rest, b) >= 0) {
      rest = subtract(rest, b);
      times++;
    }
    quotient += times;
  }
  return { quotient: trim(quotient), rest };
}

/** 1e-11 yuan to fen: nine digits are dropped, and the first of them decides. */
function toFen(exact: Digits): Digits {
  const padded = exact.padStart(10, '0');
  const fen = trim(padded.slice(0, -9));
  return (padded.at(-9) ?? '0') >= '5' ? add(fen, '1') : fen;
}

/** What the bill comes to, in fen. */
export function pencilFen({ tiers, rounding, before, used }: PencilBill): Digits {
  const from = scaled(before, 3);
  const left = new Map(Object.entries(used).map(([register, text]) => [register, scaled(text, 3)]));
  const size = [...left.values()].reduce(add, '0');
  const to = add(from, size);
  let above = '0';
  let exact = '0';
  let ofLines = '0';
  for (const { upTo, prices } of tiers) {
    const limit = upTo === null ? to : scaled(upTo, 3);
    const begin = most(from, above);
    const end = least(to, limit);
    above = limit;
    if (compare(end, begin) <= 0) continue;
    for (const [register, quantity] of share(subtract(end, begin), left)) {
      const amount = multiply(quantity, scaled(prices[register] ?? '', 8));
      exact = add(exact, amount);
      ofLines = add(ofLines, toFen(amount));
    }
  }
  return rounding === 'per-line' ? ofLines : toFen(exact);
}

/**
 * A tier's part of every register, in the proportion of what is left of each; the thousandths that do not divide go one
 * each to the registers with the largest remainders, the earlier one first where they are the same. Takes them away.
 */
function share(part: Digits, left: Map<string, Digits>): [string, Digits][] {
  const all = [...left.values()].reduce(add, '0');
  const shares = [...left].map(([register, quantity]) => ({ register, ...divide(multiply(part, quantity), all) }));
  let missing = subtract(part, shares.map((s) => s.quotient).reduce(add, '0'));
  for (const found of shares.toSorted((a, b) => compare(b.rest, a.rest))) {
    if (missing === '0') break;
    found.quotient = add(found.quotient, '1');
    missing = subtract(missing, '1');
  }
  for (const { register, quotient } of shares) left.set(register, subtract(left.get(register) ?? '0', quotient));
  return shares.map(({ register, quotient }) => [register, quotient]);
}
