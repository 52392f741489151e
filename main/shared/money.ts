/**
 * Money is an integer number of fen (1/100 yuan). No floating point touches it.
 * The bound leaves room to add a million of the largest amounts without leaving the safe integers.
 */
export type Fen = number & { readonly __brand: 'Fen' };

/** Unit prices keep eight decimals of a yuan (Guangdong prints 0.58886875): an integer count of 1e-8 yuan. */
export type PriceE8 = number & { readonly __brand: 'PriceE8' };

const MAX_FEN = 2 ** 43;

export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value) || Math.abs(value) > MAX_FEN) throw new RangeError(`not a fen amount: ${value}`);
  // -0 would print as "-0.00" and compare unequal under Object.is.
  return (value + 0) as Fen;
}

export function sumFen(values: Iterable<number>): Fen {
  let total = 0;
  for (const value of values) total += value;
  return fen(total);
}

/**
 * The one rounding rule of the product: half up in magnitude (half away from zero), so that a reversal mirrors
 * its original to the fen. Both arguments are exact integers; the result is `numerator / denominator` rounded.
 */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new RangeError('denominator must be positive');
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return negative ? -rounded : rounded;
}

const DECIMAL = /^(-?)(\d{1,12})(?:\.(\d+))?$/;

/** Parses a plain decimal ("0.58886875") into an integer scaled by 10^decimals; refuses more digits than fit. */
export function parseScaled(text: string, decimals: number): number {
  const match = DECIMAL.exec(text.trim());
  if (!match) throw new RangeError(`not a decimal number: ${text}`);
  const [, sign = '', whole = '0', fraction = ''] = match;
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > decimals) throw new RangeError(`more than ${decimals} decimals: ${text}`);
  const value = Number(whole + digits.padEnd(decimals, '0'));
  if (!Number.isSafeInteger(value)) throw new RangeError(`number too large: ${text}`);
  return sign ? -value + 0 : value;
}

/** Writes an integer scaled by 10^decimals as a plain decimal, keeping at least `minimum` decimals. */
export function formatScaled(value: number | bigint, decimals: number, minimum = 0): string {
  const big = BigInt(value);
  const magnitude = (big < 0n ? -big : big).toString().padStart(decimals + 1, '0');
  const whole = magnitude.slice(0, magnitude.length - decimals);
  const fraction = magnitude
    .slice(magnitude.length - decimals)
    .replace(/0+$/, '')
    .padEnd(minimum, '0');
  return `${big < 0n ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** "12.5" → 1250 fen. Refuses a third decimal instead of rounding what somebody typed. */
export function parseYuan(text: string): Fen {
  return fen(parseScaled(text.replaceAll(',', ''), 2));
}

/** 123456 → "1,234.56". Always two decimals; the sign in front. */
export function formatYuan(value: number): string {
  const plain = formatScaled(value, 2, 2);
  return plain.replace(/\B(?=(\d{3})+(?!\d))(?=[^.]*\.)/g, ',');
}

const prices = new Map<string, PriceE8>();
const MOST_PRICES = 1000;

/** A tariff's few prices are asked for with every line of every bill. */
export function priceE8(text: string): PriceE8 {
  const known = prices.get(text);
  if (known !== undefined) return known;
  const price = parseScaled(text, 8) as PriceE8;
  if (prices.size < MOST_PRICES) prices.set(text, price);
  return price;
}

const CAPITAL_DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const CAPITAL_UNITS = ['', '拾', '佰', '仟'];
const CAPITAL_GROUPS = ['', '万', '亿'];

/**
 * Amount in the capital figures printed on Chinese receipts and vouchers: 100500 fen → 壹仟零伍元整.
 * Rule: 支付结算办法 (1997) annex 1: 整 after a whole yuan or jiao, one 零 for any run of inner zeros.
 */
export function yuanInCapitals(value: number): string {
  const amount = Math.abs(fen(value));
  const yuan = Math.trunc(amount / 100);
  const jiao = Math.trunc((amount % 100) / 10);
  const cent = amount % 10;
  let text = value < 0 ? '负' : '';
  const whole = capitalWhole(yuan);
  if (whole) text += `${whole}元`;
  if (!jiao && !cent) return `${text || '零元'}整`;
  if (jiao) text += `${CAPITAL_DIGITS[jiao]}角`;
  else if (whole) text += '零';
  return cent ? `${text}${CAPITAL_DIGITS[cent]}分` : `${text}整`;
}

function capitalWhole(yuan: number): string {
  let text = '';
  let pendingZero = false;
  const digits = String(yuan);
  for (let i = 0; i < digits.length; i++) {
    const place = digits.length - 1 - i;
    const digit = Number(digits[i]);
    if (digit) {
      text += (pendingZero ? '零' : '') + CAPITAL_DIGITS[digit] + CAPITAL_UNITS[place % 4];
      pendingZero = false;
    } else if (text) {
      pendingZero = true;
    }
    const groupHasDigits = place % 4 === 0 && /[1-9]/.test(digits.slice(Math.max(0, i - 3), i + 1));
    if (groupHasDigits) text += CAPITAL_GROUPS[place / 4];
  }
  return text;
}
