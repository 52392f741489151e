/** What all framed protocols share: finding frames in a stream of doubtful bytes, hexadecimal text, exact decimals. Pure. */

export type FrameFault = 'header' | 'length' | 'checksum' | 'end' | 'content';

/** What stands at the start byte: a frame, too little to tell, or not a frame. */
export type Look<F> =
  | { readonly kind: 'frame'; readonly frame: F; readonly length: number }
  | { readonly kind: 'wait' }
  | { readonly kind: 'fault'; readonly fault: FrameFault };

export const WAIT: Look<never> = { kind: 'wait' };
const FAULTS = Object.fromEntries(
  (['header', 'length', 'checksum', 'end', 'content'] as const).map((fault) => [fault, { kind: 'fault', fault }]),
) as Record<FrameFault, Look<never>>;

export function fault(kind: FrameFault): Look<never> {
  return FAULTS[kind];
}

export interface FrameKind<F> {
  readonly start: number;
  /** Bytes that may stand between frames and are not counted as noise: wake-up bytes, line ends. */
  readonly fillers: readonly number[];
  /** The buffer holds at least the start byte at `from`; `isLast` says that nothing more will come. */
  look(buffer: Uint8Array, from: number, to: number, isLast: boolean): Look<F>;
}

export interface FrameParser<F> {
  /** Frames completed by these bytes. */
  push(bytes: Uint8Array): F[];
  /** Nothing more will come: frames hidden behind a false start that was still waiting for its end. */
  end(): F[];
  reset(): void;
  /** Bytes of a begun frame that are kept. */
  pending(): number;
  counts(): ParserCounts;
}

export interface ParserCounts {
  readonly droppedBytes: number;
  readonly badFrames: number;
  readonly badChecksums: number;
  readonly lastFault: FrameFault | null;
}

/** Longer than any frame here; a start that never completes cannot grow further. */
const BUFFER_BYTES = 512;

/**
 * Incremental parser. After a fault it drops ONE byte and searches on, because a start byte inside noise (or inside
 * the data of a frame whose beginning was lost) may hide the start of a good frame.
 */
export function createParser<F>(kind: FrameKind<F>): FrameParser<F> {
  const buffer = new Uint8Array(BUFFER_BYTES);
  let from = 0;
  let to = 0;
  let droppedBytes = 0;
  let badFrames = 0;
  let badChecksums = 0;
  let lastFault: FrameFault | null = null;

  function seek(): boolean {
    while (from < to) {
      const byte = buffer[from] as number;
      if (byte === kind.start) return true;
      if (!kind.fillers.includes(byte)) droppedBytes++;
      from++;
    }
    return false;
  }

  function drop(found: FrameFault): void {
    droppedBytes++;
    if (found !== 'header') badFrames++;
    if (found === 'checksum') badChecksums++;
    if (found !== 'header' || lastFault === null) lastFault = found;
    from++;
  }

  function scan(frames: F[], isLast: boolean): void {
    while (seek()) {
      const found = kind.look(buffer, from, to, isLast);
      if (found.kind === 'frame') {
        frames.push(found.frame);
        from += found.length;
      } else if (found.kind === 'fault') drop(found.fault);
      else if (isLast || to - from >= BUFFER_BYTES) drop('length');
      else return;
    }
  }

  function reset(): void {
    from = 0;
    to = 0;
  }

  return {
    push(bytes) {
      const frames: F[] = [];
      for (let at = 0; at < bytes.length; ) {
        if (from > 0) {
          buffer.copyWithin(0, from, to);
          to -= from;
          from = 0;
        }
        const size = Math.min(BUFFER_BYTES - to, bytes.length - at);
        buffer.set(bytes.subarray(at, at + size), to);
        to += size;
        at += size;
        scan(frames, false);
      }
      return frames;
    },
    end() {
      const frames: F[] = [];
      scan(frames, true);
      reset();
      return frames;
    },
    reset,
    pending: () => to - from,
    counts: () => ({ droppedBytes, badFrames, badChecksums, lastFault }),
  };
}

export function toHex(bytes: Uint8Array, separator = ''): string {
  return Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(separator);
}

/** "68 AA 16" or "68AA16"; refuses anything that is not whole bytes. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/[\s,]|0x/gi, '');
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new RangeError('not hexadecimal bytes');
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

export function asciiText(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

/** A decimal as instruments send it: `units` × 10^-`decimals`, never a float. Decimals below zero multiply. */
export interface Decimal {
  readonly units: number;
  readonly decimals: number;
}

/** The nearest double, for showing and for JSON: exact decimal text parsed once. */
export function decimalNumber({ units, decimals }: Decimal): number {
  return Number(`${units}e${-decimals}`) + 0;
}

/** `value` in units of 10^-`decimals`, or null when that would lose digits ("12.345" in hundredths). */
export function rescale(value: Decimal, decimals: number): number | null {
  const shift = decimals - value.decimals;
  if (shift >= 0) {
    const scaled = value.units * 10 ** shift;
    return Number.isSafeInteger(scaled) ? scaled + 0 : null;
  }
  const divisor = 10 ** -shift;
  return value.units % divisor === 0 ? value.units / divisor + 0 : null;
}
