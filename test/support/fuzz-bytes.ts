/** Bytes as a bad wire, a wrong baud rate or somebody's malice makes them. */

export type Random = () => number;

export const FUZZ_KINDS = ['random', 'mutated', 'adversarial'] as const;
export type FuzzKind = (typeof FUZZ_KINDS)[number];

const STRETCH = 256;

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

const upTo = (random: Random, most: number): number => Math.floor(random() * (most + 1));

export function doubtfulBytes(kind: FuzzKind, random: Random, good: readonly Uint8Array[]): Uint8Array {
  if (kind === 'random') return Uint8Array.from({ length: STRETCH }, () => upTo(random, 255));
  const make = kind === 'mutated' ? mutated : adversarial;
  const parts: Uint8Array[] = [];
  for (let size = 0; size < STRETCH; size += parts.at(-1)?.length ?? 0) parts.push(make(random, good));
  return Buffer.concat(parts);
}

/** A good frame with one to three altered, lost, inserted or doubled bytes; now and then an untouched one. */
function mutated(random: Random, good: readonly Uint8Array[]): Uint8Array {
  const bytes = [...pick(random, good)];
  for (let changes = upTo(random, 3); changes > 0; changes--) {
    const at = upTo(random, bytes.length - 1);
    const byte = bytes[at] ?? 0;
    const how = random();
    if (how < 0.4) bytes[at] = byte ^ (1 << upTo(random, 7));
    else if (how < 0.6) bytes[at] = upTo(random, 255);
    else if (how < 0.75) bytes.splice(at, 1);
    else if (how < 0.9) bytes.splice(at, 0, upTo(random, 255));
    else bytes.splice(at, 0, byte);
  }
  return Uint8Array.from(bytes);
}

/** Frames that begin and do not end, halves of two, false starts inside, extremes where a length may stand. */
function adversarial(random: Random, good: readonly Uint8Array[]): Uint8Array {
  const frame = pick(random, good);
  const other = pick(random, good);
  const cut = upTo(random, frame.length);
  switch (upTo(random, 5)) {
    case 0:
      return Buffer.concat([frame.subarray(0, cut), Uint8Array.of(upTo(random, 255))]);
    case 1:
      return Buffer.concat([frame.subarray(0, cut), other.subarray(upTo(random, other.length)), Uint8Array.of(0)]);
    case 2:
      return new Uint8Array(1 + upTo(random, 40)).fill(frame[0] ?? 0);
    case 3: {
      const letters = Buffer.concat([...good]);
      return Uint8Array.from({ length: 1 + upTo(random, 40) }, () => pick(random, [...letters.subarray(0, 400)]));
    }
    case 4:
      return Buffer.concat([frame.subarray(0, cut), frame]);
    default: {
      const extreme = pick(random, [0x00, 0xff, 0x7f, frame[0] ?? 0, frame.at(-1) ?? 0]);
      return Uint8Array.from(frame).fill(extreme, cut, cut + 1);
    }
  }
}
