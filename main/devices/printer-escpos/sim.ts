import type { Timers } from '../link/timers.ts';
import type { Say, SimulatedDevice } from '../transport/simulator.ts';
import { createCommandParser, type Said } from './commands.ts';
import { follow } from './explain.ts';
import { barcodeText, CUTS, decodeText, pulseMs, type TextMode } from './paper.ts';
import { columnsOf } from './text.ts';

/** No paper, cover open, taken offline by its button, the roll nearly used up, or a printer that answers nothing. */
export type PrinterFault = 'no-paper' | 'cover-open' | 'offline' | 'paper-low' | 'silent';

export type PrinterEvent =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'drawer'; readonly pin: 2 | 5; readonly onMs: number; readonly offMs: number }
  | { readonly kind: 'cut'; readonly how: 'full' | 'partial' }
  | { readonly kind: 'qr' | 'barcode'; readonly text: string };

export interface PrinterSimOptions {
  readonly timers: Timers;
  readonly columns?: number;
  readonly answerMs?: number;
}

export interface PrinterSim {
  /** What it has is printed when the fault is gone, as a real one does. */
  fault: PrinterFault | undefined;
  /** The paper runs out after so many lines. */
  linesLeft: number;
  /** What came out, oldest first. */
  readonly events: readonly PrinterEvent[];
  /** The lines on paper, as they look: aligned, broken at the edge. */
  lines(): readonly string[];
}

const STATUS = 0x12;

/** A receipt printer that interprets its bytes into lines and events. */
export function createPrinterSim(options: PrinterSimOptions): PrinterSim & { create(say: Say): SimulatedDevice } {
  const { timers, columns = 48, answerMs = 2 } = options;
  const events: PrinterEvent[] = [];
  const held: Said[] = [];
  const mode: TextMode = { isChinese: null, codePage: 'cp437' };
  let fault: PrinterFault | undefined;
  let linesLeft = Number.POSITIVE_INFINITY;
  let typed = '';
  /** A character may come in two pieces: bytes become text when something else follows. */
  let bytes: number[] = [];
  let align = 0;
  let times = 1;
  let square = '';

  const isStopped = () => fault === 'no-paper' || fault === 'cover-open' || fault === 'offline';

  function work(): void {
    while (held.length > 0 && !isStopped()) print(held.shift() as Said);
  }

  function print(part: Said): void {
    if (part.kind === 'text') {
      bytes.push(...part.bytes);
      return;
    }
    typed += decodeText(bytes, mode).text;
    bytes = [];
    if (part.kind === 'line') endLine();
    else if (part.kind === 'command') obey(part);
  }

  function endLine(): void {
    for (const text of broken(typed, Math.floor(columns / times))) {
      const room = columns - columnsOf(text) * times;
      const before = Math.max(0, align === 1 ? Math.floor(room / 2) : align === 2 ? room : 0);
      events.push({ kind: 'line', text: `${' '.repeat(before)}${text}` });
      linesLeft--;
    }
    typed = '';
    if (linesLeft <= 0) fault = 'no-paper';
  }

  function obey(command: Extract<Said, { kind: 'command' }>): void {
    const { name, args, data } = command;
    const [first = 0, second = 0, third = 0] = args;
    follow(mode, command);
    if (name === 'ESC @') [align, times] = [0, 1];
    if (name === 'ESC a') align = first % 48;
    if (name === 'GS !') times = (first >> 4) + 1;
    if (name === 'ESC p')
      events.push({ kind: 'drawer', pin: first % 48 === 1 ? 5 : 2, onMs: pulseMs(second), offMs: pulseMs(third) });
    if (name === 'GS V') events.push({ kind: 'cut', how: CUTS[first] ?? 'full' });
    if (name === 'GS k') events.push({ kind: 'barcode', text: barcodeText(first, data) });
    if (name === 'GS (' && data[1] === 0x50) square = new TextDecoder().decode(Uint8Array.from(data.slice(3)));
    if (name === 'GS (' && data[1] === 0x51) events.push({ kind: 'qr', text: square });
  }

  function answer(query: number): number {
    const isOffline = isStopped() ? 0x08 : 0;
    if (query === 1) return STATUS | isOffline;
    if (query === 2) return STATUS | (fault === 'cover-open' ? 0x04 : 0) | (fault === 'no-paper' ? 0x20 : 0);
    if (query === 4) return STATUS | (fault === 'no-paper' ? 0x6c : fault === 'paper-low' ? 0x0c : 0);
    return STATUS;
  }

  function create(say: Say): SimulatedDevice {
    let parser = createCommandParser();
    return {
      onOpen() {
        parser = createCommandParser();
      },
      onData(bytes) {
        for (const part of parser.push(bytes)) {
          // DLE EOT is answered at once, whatever waits before it.
          if (part.kind === 'command' && part.name === 'DLE \u0004') {
            const [query = 0] = part.args;
            if (fault !== 'silent') timers.after(answerMs, () => void say(Uint8Array.of(answer(query))));
          } else held.push(part);
        }
        work();
      },
    };
  }

  return {
    get fault() {
      return fault;
    },
    set fault(next) {
      fault = next;
      work();
    },
    get linesLeft() {
      return linesLeft;
    },
    set linesLeft(next) {
      linesLeft = next;
    },
    events,
    lines: () => events.flatMap((event) => (event.kind === 'line' ? [event.text] : [])),
    create,
  };
}

/** As the head does it: at the last column, through words. */
function broken(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const char of text) {
    if (columnsOf(line + char) > columns) {
      lines.push(line);
      line = '';
    }
    line += char;
  }
  return [...lines, line];
}
