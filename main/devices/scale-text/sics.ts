import { type Line, readNumber } from './frame.ts';

/**
 * METTLER TOLEDO MT-SICS, level 0 and 1: the scale answers commands. S waits for a stable weight, SI takes what there is,
 * SIR goes on sending; Z zero, T tare, @ reset, I0 to I4 who it is.
 */
const ERRORS: Readonly<Record<string, string>> = { ES: 'syntax', ET: 'transmission', EL: 'logical' };
/** Waits for rest, and is refused with too much on the scale. */
export const ZERO = Uint8Array.of(0x5a, 0x0d, 0x0a);
export const BUSY = 'busy / no stability';

export function readSics(line: string): Line | undefined {
  const error = ERRORS[line.trim()];
  // Whatever it was that the scale did not understand, an order that waits for its answer is not carried out.
  if (error) return { kind: 'fault', fault: error, zero: 'refused' };
  const match = /^(SN?R|SI?R?U?|ZI?|TI?|TA|TAC|D|DW|K|PW|@|I\d{1,2})(?: ([A-Z+-])(?: +(.*?))?)? *$/.exec(line);
  if (!match) return undefined;
  const [, command = '', answer, rest = ''] = match;
  if (answer === undefined) return { kind: 'note', words: { command } };
  if (command.startsWith('S')) return weight(answer, rest);
  if (/^[DKP]/.test(command)) return commanded(answer);
  if (command.startsWith('I') || command === '@') return identity(command, answer, rest);
  return command.startsWith('Z') ? zeroed(answer) : tared(answer, rest);
}

const QUANTITY = /^([+-]?[\d.]+) +([a-z%]{1,5})$/i;

function weight(answer: string, rest: string): Line | undefined {
  const out = { kind: 'weight', value: null, unit: null, isNet: null, isMoving: null } as const;
  if (answer === '+') return { ...out, range: 'over' };
  if (answer === '-') return { ...out, range: 'under' };
  if (answer === 'I' || answer === 'L') return commanded(answer);
  const match = QUANTITY.exec(rest);
  const value = match && readNumber(match[1] ?? '');
  if (!match || !value || (answer !== 'S' && answer !== 'D')) return undefined;
  const unit = match[2]?.toLowerCase() ?? null;
  return { kind: 'weight', value, unit, isNet: null, isMoving: answer === 'D', range: 'in' };
}

function zeroed(answer: string): Line | undefined {
  if (answer === '+' || answer === '-') {
    const limit = answer === '+' ? 'upper' : 'lower';
    return { kind: 'fault', fault: `${limit} zero limit`, zero: 'out-of-range' };
  }
  const line = commanded(answer);
  if (line?.kind === 'note') return { ...line, zero: 'done' };
  return line?.kind === 'fault' ? { ...line, zero: answer === 'I' ? 'moving' : 'refused' } : undefined;
}

function tared(answer: string, rest: string): Line | undefined {
  if (answer === '+' || answer === '-')
    return { kind: 'fault', fault: `${answer === '+' ? 'upper' : 'lower'} tare limit` };
  const match = QUANTITY.exec(rest);
  const value = match && readNumber(match[1] ?? '');
  if (!match || !value) return commanded(answer);
  const tare = Number(`${value.units}e${-value.decimals}`);
  return { kind: 'note', words: { ok: true, tare, unit: match[2]?.toLowerCase() ?? null, stable: answer === 'S' } };
}

/** A done · D done while moving · S done when stable · I not executable now · L wrong parameter. */
function commanded(answer: string): Line | undefined {
  if (answer === 'I') return { kind: 'fault', fault: BUSY };
  if (answer === 'L') return { kind: 'fault', fault: 'wrong parameter' };
  return /^[ADS]$/.test(answer) ? { kind: 'note', words: { ok: true } } : undefined;
}

function identity(command: string, answer: string, rest: string): Line | undefined {
  if (answer === 'I') return { kind: 'fault', fault: BUSY };
  if (answer !== 'A' && answer !== 'B') return undefined;
  const text = /"([^"]*)"/.exec(rest)?.[1] ?? rest;
  return { kind: 'note', words: command === 'I4' || command === '@' ? { serial: text } : { text } };
}
