import { type Line, type LineWeight, type LineWords, readNumber } from './frame.ts';

/**
 * Lines that begin with ST (stable), US (unstable) or OL (out of range): CAS, A&D, T-Scale, Kern, Weightech, Rinstrum,
 * General Measure. Every maker has his own commas, blanks and widths.
 */

const RANGE = { '+': 'over', '-': 'under' } as const;

function statusWeight(
  status: string,
  rest: { sign: string; figures: string; unit: string | null; isNet: boolean | null; words?: LineWords },
): Line {
  const { sign, figures, unit, isNet, words } = rest;
  const told = { kind: 'weight', unit, isNet, ...(words && { words }) } as const;
  // What stands behind OL are dummy figures.
  if (status === 'OL') {
    const range = RANGE[sign === '-' ? '-' : '+'];
    return { ...told, value: null, isMoving: null, range, words: { ...words, overload: true } };
  }
  const value = readNumber(sign + figures);
  if (value) return { ...told, value, isMoving: status === 'US', range: 'in' };
  return { kind: 'fault', fault: /\d/.test(figures) ? 'not a number' : 'no weight', words: { value: null } };
}

/** "ST,GS,+0012.345  kg", "ST,GS 1.000KG", "ST,NT,-  12.5 kg", and with the status behind: "-3.20 kg ST". */
export function readSt(line: string): Line | undefined {
  const behind = /^ *([+-]?)([\d. ]*\d[\d. ]*?) *([a-zA-Z%]{1,4}) +(ST|US|OL) *$/.exec(line);
  if (behind) {
    const [, sign = '', figures = '', unit = '', status = ''] = behind;
    return statusWeight(status, { sign, figures, unit: unit.toLowerCase(), isNet: null });
  }
  const match = /^(ST|US|OL),? *(?:(GS|NT|TR)\b,?)?([^,]*)$/.exec(line);
  const body = /^ *([+-]?)([\d. ]*?) *([a-z%][a-z%.:]{0,4})? *$/i.exec(match?.[3] ?? '-');
  if (!match || !body) return undefined;
  const [, status = '', what] = match;
  const [, sign = '', figures = '', unit] = body;
  const isNet = what === undefined ? null : what === 'NT';
  const found = statusWeight(status, { sign, figures, unit: unit?.toLowerCase() ?? null, isNet });
  return what === 'TR' && found.kind === 'weight' ? tareNote(found) : found;
}

function tareNote({ value, unit }: LineWeight): Line {
  return { kind: 'note', words: { kind: 'tare', tare: value && Number(`${value.units}e${-value.decimals}`), unit } };
}

/**
 * A&D standard format: fifteen characters ("ST,+0001.234 kg"), QT a count, 9999999E+19 out of range; also with commas
 * before the unit and with identity, date and time in front.
 */
export function readAnd(line: string): Line | undefined {
  const match = /^((?:[^,]+,){0,3})(ST|US|OL|QT),([+-])(9999999E\+19|[\d.]{7,9})(,?)( {0,3}[a-zA-Z%]{0,3})$/.exec(line);
  if (!match) return undefined;
  const [, front = '', status = '', sign = '', figures = '', comma, unitText = ''] = match;
  const unit = unitText.trim().toLowerCase() || null;
  // The width betrays a lost digit.
  const isWhole = line.length === 15 || comma !== '' || front !== '' || status === 'OL';
  if (!isWhole || (unit === null && status !== 'OL')) return undefined;
  const words = frontWords(front.split(',').filter(Boolean));
  if (words === undefined) return undefined;
  if (status === 'QT') {
    const count = readNumber(sign + figures);
    return count && { kind: 'note', words: { ...words, count: Number(`${count.units}e${-count.decimals}`) } };
  }
  const isOut = figures.includes('E');
  if (isOut !== (status === 'OL')) return undefined;
  return statusWeight(status, { sign, figures, unit, isNet: null, words });
}

function frontWords(parts: readonly string[]): LineWords | undefined {
  const words: Record<string, string> = {};
  for (const part of parts) {
    const name = /^\d{4}\/\d\d\/\d\d$/.test(part) ? 'date' : /^\d\d:\d\d:\d\d$/.test(part) ? 'time' : 'id';
    if (words[name] !== undefined) return undefined;
    words[name] = part.trim();
  }
  return words;
}

/** CAS, 22 bytes with CR LF: status, gross or net, identity, lamps, eight figures, unit. */
export function readCas22(line: string): Line | undefined {
  const match = /^(ST|US|OL),(GS|NT|TR),(.)(.),([ \d.+-]{8}) ([ a-zA-Z][a-zA-Z])$/.exec(line);
  if (!match) return undefined;
  const [, status = '', what = '', id = '', lampText = '', text = '', unit = ''] = match;
  const lamp = lampText.charCodeAt(0);
  if (lamp < 0x80 || lamp > 0xff) return undefined;
  // Two places tell of motion; where they differ one of them was altered on the way.
  if (status !== 'OL' && ((lamp & 0x40) !== 0) !== (status === 'ST')) return undefined;
  const [sign = '', figures = ''] = /^ *[+-]/.test(text) ? [text.trim()[0], text.trim().slice(1)] : ['', text];
  const words = { device_id: id, lamp: lamp.toString(16).toUpperCase() };
  const found = statusWeight(status, { sign, figures, unit: unit.trim().toLowerCase(), isNet: what === 'NT', words });
  return what === 'TR' && found.kind === 'weight' ? tareNote(found) : found;
}

/** CAS, 10 bytes with CR LF: eight figures and nothing else. */
export function readCas10(line: string): Line | undefined {
  const value = line.length === 8 ? readNumber(line) : undefined;
  const words = { unit: 'by setup' };
  return value && { kind: 'weight', value, unit: null, isNet: null, isMoving: null, range: 'in', words };
}
