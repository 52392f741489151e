import type { FrameFault, FrameParser } from '../framing/frame.ts';
import { type DataSet, isWhole, parseDataSets } from '../framing/obis.domain.ts';

/**
 * DSMR P1 telegrams, pushed by the meter: "/…" · empty line · data lines · "!CRC". CRC-16/ARC over everything from "/"
 * to "!"; telegrams of editions 2 and 3 carry none. Bit 7 is masked (those editions are sent 7E1).
 */
export interface Telegram {
  /** The line behind "/". */
  readonly identification: string;
  readonly sets: readonly DataSet[];
  readonly hasChecksum: boolean;
}

const LONGEST_TELEGRAM = 12_000;
const SLASH = 0x2f;
const BANG = 0x21;
const CR = 0x0d;
const LF = 0x0a;
/** A telegram hidden behind a false start is looked for at so many places. */
const MOST_STARTS = 8;

/** CRC-16/ARC: A001 reflected, from 0. Check "123456789" = BB3D. */
export function crc16(bytes: Iterable<number>): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return crc;
}

export interface ParserOptions {
  /** Telegrams without a CRC count too. */
  readonly takesBare?: boolean;
}

export function createTelegramParser({ takesBare = false }: ParserOptions = {}): FrameParser<Telegram> {
  let text: number[] = [];
  /** Where "!" stood, once it was there. */
  let bangAt = -1;
  let droppedBytes = 0;
  let badFrames = 0;
  let badChecksums = 0;
  let lastFault: FrameFault | null = null;

  function reset(): void {
    text = [];
    bangAt = -1;
  }

  function refuse(fault: FrameFault): undefined {
    badFrames++;
    if (fault === 'checksum') badChecksums++;
    lastFault = fault;
    droppedBytes += text.length;
    reset();
  }

  function take(byte: number): Telegram | undefined {
    if (text.length === 0) {
      if (byte === SLASH) text.push(byte);
      else if (byte !== CR && byte !== LF) droppedBytes++;
      return undefined;
    }
    const isLineStart = text.at(-1) === LF;
    if (byte === SLASH && isLineStart) {
      refuse('content');
      text.push(byte);
      return undefined;
    }
    if (bangAt >= 0) return ending(byte);
    if (byte === BANG && isLineStart) bangAt = text.length;
    text.push(byte);
    const isText = (byte >= 0x20 && byte < 0x7f) || byte === CR || byte === LF;
    return isText && text.length <= LONGEST_TELEGRAM ? undefined : refuse('content');
  }

  function ending(byte: number): Telegram | undefined {
    if (byte === CR) return undefined;
    if (byte === LF) return close();
    text.push(byte);
    return /[0-9A-Fa-f]/.test(String.fromCharCode(byte)) && text.length - bangAt <= 5 ? undefined : refuse('checksum');
  }

  function close(): Telegram | undefined {
    // One gateway prints the CRC without its leading zeros.
    const written = String.fromCharCode(...text.slice(bangAt + 1));
    if (written === '' && !takesBare) return refuse('checksum');
    const from = written === '' ? lastStart(text) : startThatFits(text, bangAt, Number.parseInt(written, 16));
    if (from === undefined) return refuse('checksum');
    const telegram = telegramOf(text.slice(from, bangAt), written !== '');
    if (!telegram) return refuse('content');
    droppedBytes += from;
    reset();
    return telegram;
  }

  return {
    push(bytes) {
      const found: Telegram[] = [];
      for (const byte of bytes) {
        const telegram = take(byte & 0x7f);
        if (telegram) found.push(telegram);
      }
      return found;
    },
    end() {
      const telegram = bangAt >= 0 ? close() : undefined;
      droppedBytes += text.length;
      reset();
      return telegram ? [telegram] : [];
    },
    reset,
    pending: () => text.length,
    counts: () => ({ droppedBytes, badFrames, badChecksums, lastFault }),
  };
}

function isStart(text: readonly number[], at: number): boolean {
  return text[at] === SLASH && /^[A-Za-z]{3}[0-9A-Z\\-]$/.test(String.fromCharCode(...text.slice(at + 1, at + 5)));
}

function lastStart(text: readonly number[]): number | undefined {
  for (let at = text.length - 5; at >= 0; at--) if (isStart(text, at)) return at;
  return undefined;
}

/** Noise in front of a telegram may hold a "/" too: the one from which the CRC fits is the beginning. */
function startThatFits(text: readonly number[], bangAt: number, crc: number): number | undefined {
  let tried = 0;
  for (let at = 0; at < bangAt && tried < MOST_STARTS; at++) {
    if (!isStart(text, at)) continue;
    tried++;
    if (crc16(text.slice(at, bangAt + 1)) === crc) return at;
  }
  return undefined;
}

function telegramOf(bytes: readonly number[], hasChecksum: boolean): Telegram | undefined {
  const text = bytes.map((byte) => String.fromCharCode(byte)).join('');
  const [, identification = '', body = ''] = /^\/([^\r\n]*)\r?\n([\s\S]*)$/.exec(text) ?? [];
  const sets = isWhole(body) ? parseDataSets(body) : [];
  return sets.length > 0 ? { identification, sets, hasChecksum } : undefined;
}

/** The simulator's side: lines with CRC, or without one. */
export function encodeTelegram(identification: string, lines: readonly string[], hasChecksum = true): Uint8Array {
  const text = [`/${identification}`, '', ...lines, '!'].join('\r\n');
  const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
  const crc = hasChecksum ? crc16(bytes).toString(16).toUpperCase().padStart(4, '0') : '';
  return Uint8Array.from([...bytes, ...[...crc, '\r', '\n'].map((char) => char.charCodeAt(0))]);
}
