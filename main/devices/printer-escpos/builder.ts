import type { PrinterProfile } from './profile.schema.ts';
import { encodeText } from './text.ts';

/** Commands of ESC/POS (Epson's names), each as its bytes. */

export type Align = 'left' | 'center' | 'right';
const ALIGNS: readonly Align[] = ['left', 'center', 'right'];

const ESC = 0x1b;
const GS = 0x1d;
const FS = 0x1c;
/** Units of the drawer's pulse are 2 ms: 100 ms on, 500 ms off. */
const PULSE = [0x32, 0xfa] as const;

export interface EscPosBuilder {
  /** ESC @ and FS &: settings of an earlier job are forgotten, Chinese is on. */
  init(): EscPosBuilder;
  text(text: string): EscPosBuilder;
  newLine(): EscPosBuilder;
  feed(lines: number): EscPosBuilder;
  align(align: Align): EscPosBuilder;
  bold(isOn: boolean): EscPosBuilder;
  /** 1..8 times as wide and as high. */
  size(times: number): EscPosBuilder;
  qr(text: string, module?: number): EscPosBuilder;
  /** Code 128. */
  barcode(text: string): EscPosBuilder;
  cut(): EscPosBuilder;
  drawer(): EscPosBuilder;
  bytes(): Uint8Array;
}

export function escPos(profile: Pick<PrinterProfile, 'encoding' | 'cut' | 'drawer'>): EscPosBuilder {
  const made: number[] = [];
  const add = (...bytes: readonly number[]) => {
    for (const byte of bytes) made.push(byte);
    return builder;
  };
  const builder: EscPosBuilder = {
    init: () => add(ESC, 0x40, FS, 0x26),
    text: (text) => add(...encodeText(text, profile.encoding)),
    newLine: () => add(0x0a),
    feed: (lines) => add(ESC, 0x64, lines),
    align: (align) => add(ESC, 0x61, ALIGNS.indexOf(align)),
    bold: (isOn) => add(ESC, 0x45, isOn ? 1 : 0),
    size: (times) => add(GS, 0x21, (times - 1) * 0x11),
    qr(text, module = 6) {
      // What is read off the square is UTF-8 for every phone.
      const data = new TextEncoder().encode(text);
      const stored = data.length + 3;
      add(GS, 0x28, 0x6b, 4, 0, 0x31, 0x41, 0x32, 0);
      add(GS, 0x28, 0x6b, 3, 0, 0x31, 0x43, module);
      add(GS, 0x28, 0x6b, 3, 0, 0x31, 0x45, 0x31);
      add(GS, 0x28, 0x6b, stored & 0xff, stored >> 8, 0x31, 0x50, 0x30, ...data);
      return add(GS, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30);
    },
    barcode(text) {
      // Code set B takes every printable ASCII character; "{" begins a choice of set and is doubled.
      const data = [...`{B${text.replace(/[^\x20-\x7e]/g, '').replaceAll('{', '{{')}`].map((char) =>
        char.charCodeAt(0),
      );
      return add(GS, 0x68, 0x50, GS, 0x77, 2, GS, 0x48, 2, GS, 0x6b, 73, data.length, ...data);
    },
    // The blade stands above the print head: without a feed it would cut through the last lines.
    cut: () => (profile.cut === 'none' ? add(ESC, 0x64, 4) : add(GS, 0x56, profile.cut === 'full' ? 65 : 66, 0)),
    drawer: () => (profile.drawer === 'none' ? builder : add(ESC, 0x70, profile.drawer === 'pin-5' ? 1 : 0, ...PULSE)),
    bytes: () => Uint8Array.from(made),
  };
  return builder;
}
