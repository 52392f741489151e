import { appendFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Timers } from '../link/timers.ts';
import { formatRecord, type WireEar } from './recording.ts';

/** Writes down what goes over one device's wire while it is switched on, in two files that take turns. */
export interface Recorder extends WireEar {
  set(isOn: boolean): void;
  /** What is kept, oldest first. */
  read(): Promise<string>;
  forget(): Promise<void>;
  /** Everything is on the disk. */
  close(): Promise<void>;
}

export interface RecorderOptions {
  /** Null keeps it in memory, for a station that leaves nothing behind. */
  readonly folder: string | null;
  readonly name: string;
  readonly timers: Timers;
  readonly now: () => number;
  /** Of each of the two files; some two weeks of a small bus, or a day of a scale. */
  readonly mostBytes?: number;
}

const USUAL_BYTES = 4_000_000;
const FLUSH_MS = 1000;
const FLUSH_BYTES = 65_536;

export function createRecorder({ folder, name, timers, now, mostBytes = USUAL_BYTES }: RecorderOptions): Recorder {
  const file = folder && path.join(folder, `${name}.log`);
  const oldFile = folder && path.join(folder, `${name}.old.log`);
  /** What a station in memory keeps: the newest text and the one before. */
  let kept = ['', ''] as [string, string];
  let pending = '';
  let isOn = false;
  let cancelFlush: (() => void) | undefined;
  let writing: Promise<void> = Promise.resolve();

  function note(line: string): void {
    pending += line;
    if (pending.length >= FLUSH_BYTES) flush();
    else cancelFlush ??= timers.after(FLUSH_MS, flush);
  }

  function flush(): Promise<void> {
    cancelFlush?.();
    cancelFlush = undefined;
    const text = pending;
    pending = '';
    // A full disk must not stop the wire; what could not be written is missing from the recording.
    if (text) writing = writing.then(() => append(text)).catch(() => undefined);
    return writing;
  }

  async function append(text: string): Promise<void> {
    if (!folder || !file || !oldFile) {
      kept = kept[1].length + text.length > mostBytes ? [kept[1], text] : [kept[0], kept[1] + text];
      return;
    }
    await mkdir(folder, { recursive: true });
    const size = await stat(file).then(
      (found) => found.size,
      () => 0,
    );
    if (size > 0 && size + text.length > mostBytes) await rename(file, oldFile);
    await appendFile(file, text);
  }

  const event = (text: string) => note(formatRecord({ at: now(), kind: 'event', bytes: new Uint8Array(0), text }));

  return {
    set(wanted) {
      if (wanted === isOn) return;
      isOn = wanted;
      event(isOn ? 'recording on' : 'recording off');
    },
    bytes(kind, bytes) {
      if (isOn) note(formatRecord({ at: now(), kind, bytes, text: '' }));
    },
    event(text) {
      if (isOn) event(text);
    },
    async read() {
      await flush();
      if (!file || !oldFile) return kept.join('');
      const texts = await Promise.all([oldFile, file].map((from) => readFile(from, 'utf8').catch(() => '')));
      return texts.join('');
    },
    async forget() {
      void flush();
      // In turn with the writing: what is being turned over must not come back as the older file.
      const erased = writing.then(async () => {
        kept = ['', ''];
        if (file && oldFile) await Promise.all([oldFile, file].map((from) => rm(from, { force: true })));
      });
      writing = erased.catch(() => undefined);
      await erased;
    },
    async close() {
      await flush();
    },
  };
}
