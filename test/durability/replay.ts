/** One step of a recording (recorder.c says what the letters mean). */
export interface Operation {
  readonly kind: string;
  readonly name: string;
  readonly offset: number;
  readonly payload: Buffer;
}

const HEAD = 24;
const SECTOR = 512;
/** Files grow by doubling from here on. */
const GROWTH = 1 << 20;

export function parseRecording(bytes: Buffer): Operation[] {
  const operations: Operation[] = [];
  for (let at = 0; at < bytes.length; ) {
    const nameLength = bytes.readUInt16LE(at + 2);
    const payloadLength = bytes.readUInt32LE(at + 4);
    const name = at + HEAD;
    const payload = name + nameLength;
    operations.push({
      kind: String.fromCharCode(bytes.readUInt8(at)),
      name: bytes.toString('utf8', name, payload),
      offset: Number(bytes.readBigUInt64LE(at + 8)),
      payload: bytes.subarray(payload, payload + payloadLength),
    });
    at = payload + payloadLength;
  }
  return operations;
}

export type Files = Map<string, Buffer>;
/** Uniform in [0, 1). */
export type Random = () => number;

/** A small generator with a seed, so that a failing cut can be repeated. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A disk that has promised only what was synced: what a program wrote since the last sync of that file may be there,
 * not be there, or be there in part. Creating, removing and renaming a file are taken to be kept at once.
 */
export class Disk {
  /** Lines the program had said so far. */
  said = '';
  private readonly synced: Files;
  private readonly pending = new Map<string, Operation[]>();

  constructor(base: Files) {
    this.synced = new Map([...base].map(([name, bytes]) => [name, Buffer.from(bytes)]));
  }

  step(operation: Operation): void {
    const { kind, name } = operation;
    if (kind === 'A') this.said += operation.payload.toString();
    else if (kind === 'S') this.sync(name);
    else if (kind === 'U') this.remove(name);
    else if (kind === 'R') this.rename(name, operation.payload.toString());
    else this.waiting(name).push(operation);
  }

  /** What would be read had the disk lost nothing. */
  whole(): Files {
    const files = this.copy();
    for (const operations of this.pending.values()) for (const operation of operations) apply(files, operation);
    return files;
  }

  /** What is found after the power went off now. */
  crash(random: Random): Files {
    const files = this.copy();
    const survivors = SURVIVORS[Math.floor(random() * SURVIVORS.length)] ?? none;
    for (const operations of this.pending.values())
      for (const operation of survivors(operations, random)) apply(files, operation);
    return files;
  }

  private waiting(name: string): Operation[] {
    const operations = this.pending.get(name) ?? [];
    this.pending.set(name, operations);
    return operations;
  }

  private sync(name: string): void {
    for (const operation of this.pending.get(name) ?? []) apply(this.synced, operation);
    this.pending.delete(name);
  }

  private remove(name: string): void {
    this.synced.delete(name);
    this.pending.delete(name);
  }

  private rename(from: string, to: string): void {
    const bytes = this.synced.get(from);
    const operations = this.pending.get(from);
    this.remove(from);
    this.remove(to);
    if (bytes) this.synced.set(to, bytes);
    if (operations)
      this.pending.set(
        to,
        operations.map((operation) => ({ ...operation, name: to })),
      );
  }

  private copy(): Files {
    return new Map([...this.synced].map(([name, bytes]) => [name, Buffer.from(bytes)]));
  }
}

type Survivors = (operations: readonly Operation[], random: Random) => readonly Operation[];

const none: Survivors = () => [];
const beginning: Survivors = (operations, random) =>
  operations.slice(0, Math.floor(random() * (operations.length + 1)));
const some: Survivors = (operations, random) => operations.filter(() => random() < 0.5);
/** Sectors reach the disk one by one: of a larger write any of them may be missing. */
const torn: Survivors = (operations, random) =>
  some(operations, random).flatMap((operation) => {
    if (operation.kind !== 'W' || operation.payload.length <= SECTOR || random() < 0.7) return [operation];
    const sectors: Operation[] = [];
    for (let at = 0; at < operation.payload.length; at += SECTOR)
      if (random() < 0.5)
        sectors.push({
          ...operation,
          offset: operation.offset + at,
          payload: operation.payload.subarray(at, at + SECTOR),
        });
    return sectors;
  });
const SURVIVORS: readonly Survivors[] = [none, beginning, some, torn];

function apply(files: Files, { kind, name, offset, payload }: Operation): void {
  const old = files.get(name) ?? Buffer.alloc(0);
  if (kind === 'M') files.set(name, Buffer.alloc(0));
  else if (kind === 'T') files.set(name, resized(old, offset));
  else if (kind === 'W') {
    const bytes = old.length >= offset + payload.length ? old : resized(old, offset + payload.length);
    payload.copy(bytes, offset);
    files.set(name, bytes);
  } else throw new Error(`unknown operation ${kind}`);
}

/** Grows in large steps inside the allocation, so that a file written page by page is not copied page by page. */
function resized(bytes: Buffer, length: number): Buffer {
  if (length <= bytes.length) return bytes.subarray(0, length);
  const room = bytes.buffer.byteLength - bytes.byteOffset;
  const isOwn = bytes.buffer.byteLength >= GROWTH;
  if (isOwn && room >= length) {
    const grown = Buffer.from(bytes.buffer, bytes.byteOffset, length);
    grown.fill(0, bytes.length);
    return grown;
  }
  const grown = Buffer.alloc(Math.max(length * 2, GROWTH)).subarray(0, length);
  bytes.copy(grown);
  return grown;
}
