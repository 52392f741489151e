import type { FrameFault, FrameParser } from '../framing/frame.ts';
import { type DataSet, isWhole, parseDataSets } from '../framing/obis.domain.ts';
import { CONTROL, type Identification, parseIdentification, xor } from './messages.domain.ts';

/**
 * What passes over an IEC 62056-21 wire, found in a stream of doubtful bytes. Bit 7 is masked: ports set to 8N1 see the
 * parity of 7E1 there. Every byte is looked at once, so the longest readout costs no more than its length.
 */
export type Message =
  /** "/?…!": from the master, or its echo in an optical head. */
  | { readonly kind: 'sign-on'; readonly address: string }
  | ({ readonly kind: 'identification' } & Identification)
  /** ACK V Z Y, from the master or its echo. */
  | { readonly kind: 'acknowledgement'; readonly baudChar: string; readonly mode: string }
  | { readonly kind: 'command'; readonly command: string; readonly data: string }
  | { readonly kind: 'readout'; readonly sets: readonly DataSet[]; readonly hasChecksum: boolean };

const LONGEST_LINE = 48;
const LONGEST_READOUT = 24_000;
const LONGEST_COMMAND = 160;
/** "R1", "W2" … behind SOH. */
const COMMAND_BYTES = 2;
const BANG = 0x21;
const SLASH = 0x2f;
/** What stands in the place of a wrong checksum may begin the next message: the checksum itself was lost. */
const STARTS: ReadonlySet<number> = new Set([CONTROL.stx, CONTROL.soh, CONTROL.ack, SLASH]);

type State = 'idle' | 'header' | 'acknowledgement' | 'block' | 'command' | 'bcc' | 'bare';

export interface ParserOptions {
  /** Readouts without STX and BCC count too, ended by "!" at the start of a line. */
  readonly takesBare?: boolean;
}

export function createMessageParser({ takesBare = false }: ParserOptions = {}): FrameParser<Message> {
  let state: State = 'idle';
  let block: 'block' | 'command' = 'block';
  let text: number[] = [];
  let hasEnded = false;
  let droppedBytes = 0;
  let badFrames = 0;
  let badChecksums = 0;
  let lastFault: FrameFault | null = null;

  function enter(next: State): undefined {
    droppedBytes += text.length;
    text = [];
    hasEnded = false;
    state = next;
  }

  function refuse(fault: FrameFault): undefined {
    if (fault !== 'header') badFrames++;
    if (fault === 'checksum') badChecksums++;
    lastFault = fault;
    enter('idle');
  }

  function done(message: Message | undefined): Message | undefined {
    if (!message) return refuse('content');
    text = [];
    state = 'idle';
    return message;
  }

  function take(byte: number): Message | undefined {
    if (state === 'bcc') return close(byte);
    const isLineStart = text.length === 0 || text.at(-1) === CONTROL.lf;
    // These stand at the beginning of a message only, so whatever had begun before them had lost its end.
    if (byte === CONTROL.stx && !(state === 'command' && text.length === COMMAND_BYTES)) return enter('block');
    if (byte === CONTROL.soh) return enter('command');
    if (byte === CONTROL.ack) return enter('acknowledgement');
    // No identification holds one.
    if (byte === SLASH && (isLineStart || state === 'idle' || state === 'header')) {
      enter('header');
      text.push(byte);
      return undefined;
    }
    switch (state) {
      case 'header':
      case 'acknowledgement':
        return line(byte);
      case 'block':
      case 'command':
        return inside(byte, state);
      case 'bare':
        return bare(byte);
      default:
        return begin(byte);
    }
  }

  function begin(byte: number): undefined {
    if (byte === CONTROL.cr || byte === CONTROL.lf) return undefined;
    if (takesBare && /[0-9A-Za-z]/.test(String.fromCharCode(byte))) {
      enter('bare');
      text.push(byte);
    } else droppedBytes++;
  }

  function line(byte: number): Message | undefined {
    if (byte === CONTROL.cr) return undefined;
    if (byte === CONTROL.lf) return state === 'header' ? done(header(read())) : done(acknowledgement(read()));
    text.push(byte);
    return text.length > LONGEST_LINE || byte < 0x20 ? refuse('header') : undefined;
  }

  function inside(byte: number, which: 'block' | 'command'): undefined {
    text.push(byte);
    if (byte !== CONTROL.etx) {
      if (text.length > (which === 'block' ? LONGEST_READOUT : LONGEST_COMMAND)) return refuse('length');
      return isText(byte) || byte === CONTROL.stx ? undefined : refuse('content');
    }
    block = which;
    state = 'bcc';
  }

  function close(bcc: number): Message | undefined {
    if (xor(text) !== bcc) {
      refuse('checksum');
      return STARTS.has(bcc) ? take(bcc) : undefined;
    }
    const content = read().slice(0, -1);
    return done(block === 'block' ? readout(content, true) : command(content));
  }

  /** Without ETX the end is "!" on a line of its own, which some meters do not even end. */
  function bare(byte: number): Message | undefined {
    if (byte === BANG && text.at(-1) === CONTROL.lf) hasEnded = true;
    else if (byte >= 0x20 && hasEnded) return refuse('content');
    if (byte === CONTROL.lf && hasEnded) return done(readout(read(), false));
    text.push(byte);
    return isText(byte) && text.length <= LONGEST_READOUT ? undefined : refuse('content');
  }

  function read(): string {
    let all = '';
    for (let at = 0; at < text.length; at += 4096) all += String.fromCharCode(...text.slice(at, at + 4096));
    return all;
  }

  function reset(): void {
    text = [];
    hasEnded = false;
    state = 'idle';
  }

  return {
    push(bytes) {
      const found: Message[] = [];
      for (const byte of bytes) {
        const message = take(byte & 0x7f);
        if (message) found.push(message);
      }
      return found;
    },
    end() {
      const message = state === 'bare' && hasEnded ? readout(read(), false) : undefined;
      if (!message) droppedBytes += text.length;
      reset();
      return message ? [message] : [];
    },
    reset,
    pending: () => text.length,
    counts: () => ({ droppedBytes, badFrames, badChecksums, lastFault }),
  };
}

function isText(byte: number): boolean {
  return byte >= 0x20 || byte === CONTROL.cr || byte === CONTROL.lf;
}

function header(line: string): Message | undefined {
  const asked = /^\/\?([0-9A-Za-z ]{0,32})!$/.exec(line);
  if (asked) return { kind: 'sign-on', address: asked[1] ?? '' };
  const identification = parseIdentification(line);
  return identification && { kind: 'identification', ...identification };
}

function acknowledgement(text: string): Message | undefined {
  const found = /^0([0-9A-Z])([0-9A-Z])$/.exec(text);
  return found ? { kind: 'acknowledgement', baudChar: found[1] ?? '', mode: found[2] ?? '' } : undefined;
}

function command(content: string): Message | undefined {
  const name = content.slice(0, COMMAND_BYTES);
  const rest = content.slice(COMMAND_BYTES);
  if (!/^[A-Z][0-9]$/.test(name) || (rest !== '' && rest.charCodeAt(0) !== CONTROL.stx)) return undefined;
  return { kind: 'command', command: name, data: rest.slice(1) };
}

function readout(content: string, hasChecksum: boolean): Message | undefined {
  if (!isWhole(content)) return undefined;
  const sets = parseDataSets(content.replace(/!\s*$/, ''));
  return sets.length > 0 ? { kind: 'readout', sets, hasChecksum } : undefined;
}
