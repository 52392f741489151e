import { type Line, readNumber } from './frame.ts';

/** Lines without a status in front: Ohaus, Sartorius SBI and Kern, Weightech WT1000, SMA, and bare numbers with a unit. */

const UNITS = 'kg|g|t|lb|oz|ct|mg|n|%|pcs';
const OUT = { kind: 'weight', value: null, unit: null, isNet: null, isMoving: null } as const;
const plain = (value: { units: number; decimals: number }): number => Number(`${value.units}e${-value.decimals}`);

/** Ohaus: the weight right-aligned in ten characters, unit, "?" while it moves, then what it is. */
export function readOhaus(line: string): Line | undefined {
  const match = /^([ \d.+-]{10,11}) ([a-z%:]{1,5}) *(\?)? *(N|NET|G|B|T|PT|TOTAL)? *$/i.exec(line);
  const value = match && readNumber(match[1] ?? '');
  // Out of range it shows a word or a row of signs, and never a figure.
  if (/^[^\d]*(over|\^\^|>>)[^\d]*$/i.test(line)) return { ...OUT, range: 'over' };
  if (/^[^\d]*(under|__|<<)[^\d]*$/i.test(line)) return { ...OUT, range: 'under' };
  if (!match || !value) return undefined;
  const unit = match[2]?.toLowerCase() ?? null;
  const legend = match[4]?.toUpperCase() ?? '';
  if (legend === 'TOTAL') return { kind: 'note', words: { kind: 'total', value: plain(value), unit } };
  if (legend === 'T' || legend === 'PT') return { kind: 'note', words: { kind: 'tare', value: plain(value), unit } };
  const isNet = legend ? legend.startsWith('N') : null;
  return { kind: 'weight', value, unit, isNet, isMoving: match[3] !== undefined, range: 'in' };
}

/**
 * Sartorius SBI: 14 characters, or 20 with an identity of six in front; Kern: 16. The unit is blank while it moves.
 * Square brackets mark a digit below the verified step.
 */
export function readSbi(line: string): Line | undefined {
  const hasId = line.length >= 20;
  const body = hasId ? line.slice(6) : line;
  const special = /^ *(High|Low|--) *$/i.exec(body)?.[1]?.toLowerCase();
  if (special === 'high') return { ...OUT, range: 'over' };
  if (special === 'low') return { ...OUT, range: 'under' };
  if (special || /^ *(Cal\.|Err|[A-Z]{3}\.?ERR)/i.test(body)) return { kind: 'fault', fault: body.trim() };
  const match = /^([ +-]) *([\d.]*\d)(?:\[([\d.]+)\])? *([a-z%]{0,3}) *$/i.exec(body);
  const [, sign = '', verified = '', unverified, unitText = ''] = match ?? [];
  // The width betrays a lost digit; brackets widen the line in some models.
  const isWhole =
    unverified === undefined ? body.length === 14 || body.length === 16 : /^1[4-6]$/.test(`${body.length}`);
  const value = match && isWhole ? readNumber(`${sign}${verified}${unverified ?? ''}`) : undefined;
  const id = hasId ? line.slice(0, 6).trim() : '';
  if (!value || !/^(?:[A-Za-z#]+\d?)?$/.test(id)) return undefined;
  const unit = unitText.toLowerCase() || null;
  if (/^T/i.test(id)) return { kind: 'note', words: { kind: 'tare', value: plain(value), unit } };
  const words = {
    ...(id && { id }),
    ...(unverified !== undefined && { unverified_digits: unverified.replace('.', '').length }),
  };
  return { kind: 'weight', value, unit, isNet: id ? /^N/.test(id) : null, isMoving: unit === null, range: 'in', words };
}

/** Weightech WT1000: flag (0 = stable), gross, tare, net; "ol" out of range. */
export function readWt1000(line: string): Line | undefined {
  const match = /^([01]),([ \d.+-]{7}|[ +-]? *ol),([ \d.+-]{7}|[ +-]? *ol),([ \d.+-]{7}|[ +-]? *ol)$/i.exec(line);
  if (!match) return undefined;
  const fields = match.slice(2);
  if (fields.some((field) => /ol$/i.test(field)))
    return { ...OUT, range: fields[0]?.startsWith('-') ? 'under' : 'over' };
  const [gross, tare, net] = fields.map(readNumber);
  if (!gross || !tare || !net) return undefined;
  // The three belong together: an altered figure in one of them shows.
  if (gross.decimals !== tare.decimals || gross.decimals !== net.decimals) return undefined;
  if (gross.units - tare.units !== net.units) return undefined;
  const words = { unit: 'by setup', gross: plain(gross), tare: plain(tare), net: plain(net) };
  return { kind: 'weight', value: gross, unit: null, isNet: false, isMoving: match[1] === '1', range: 'in', words };
}

/**
 * Scale Manufacturers Association: status, range, gross/net/tare, motion, reserve, ten figures, three of unit. The
 * reserve is blank: a mark there is one no reader knows the meaning of, or the minus of figures that slipped by one.
 */
export function readSma(line: string): Line | undefined {
  const match = /^([ ZOUEIT])([ 1-9])([GNTgnt])([M ]) ([ \d.+-]{10})([ a-zA-Z%]{3})$/.exec(line);
  if (!match) return undefined;
  const [, status = '', , what = '', motion, figures = '', unitText = ''] = match;
  const unit = unitText.trim().toLowerCase() || null;
  if (status === 'O' || status === 'U') return { ...OUT, unit, range: status === 'O' ? 'over' : 'under' };
  const value = readNumber(figures);
  if (/[EIT]/.test(status)) return { kind: 'fault', fault: 'zero' };
  if (!value) return undefined;
  if (/T/i.test(what)) return { kind: 'note', words: { kind: 'tare', value: plain(value), unit } };
  return { kind: 'weight', value, unit, isNet: /N/i.test(what), isMoving: motion === 'M', range: 'in' };
}

const ETX = String.fromCharCode(3);
const BARE = new RegExp(`^ *([+-]? *\\d[\\d.]*) *(${UNITS}) *$`, 'i');
const CI100 = new RegExp(`^([_^-])\\1{7}(${UNITS})? *$`, 'i');

/** A number and its unit, as the CAS CI-100A and printers send it; it says nothing of motion. */
export function readNumberLine(text: string): Line | undefined {
  const line = text.startsWith(ETX) ? text.slice(1) : text;
  const out = CI100.exec(line);
  if (out?.[1] === '-') return { kind: 'fault', fault: 'zero' };
  if (out) return { ...OUT, unit: out[2]?.toLowerCase() ?? null, range: out[1] === '^' ? 'over' : 'under' };
  // The status line that follows each weight of a CI-100A.
  if (/^[0-?p-~]{4}$/.test(line) || line === '') return { kind: 'note', words: {} };
  const match = BARE.exec(line);
  if (!match) return undefined;
  const value = readNumber(match[1] ?? '');
  if (!value) return { kind: 'fault', fault: 'not a number', words: { value: null } };
  const unit = match[2]?.toLowerCase() ?? null;
  return { kind: 'weight', value, unit, isNet: null, isMoving: null, range: 'in' };
}
