import { Capture } from '../../../../main/modules/rounds/phone.schema.ts';
import { sendInParts } from './photo-parts.ts';
import { asksForLogin, refusalOf, station } from './station.ts';
import { deviceId, dropPhoto, type KeptCapture, keepFact, photosOnPhone, putCaptures, refreshKept } from './store.ts';

/** Looks of one request; what is cut off is sent again from the last answer on. */
const BATCH = 20;

export type SyncState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'login' }
  | { readonly kind: 'refused'; readonly code: string; readonly params: Record<string, string | number> };

let state: SyncState = { kind: 'idle' };
let running: Promise<void> | undefined;
const listeners = new Set<() => void>();

export function subscribeSync(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function syncState(): SyncState {
  return state;
}

function set(next: SyncState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** Sends what waits and fetches what became of it. A second call while one is running waits for that one. */
export function synchronise(): Promise<void> {
  running ??= attempt().finally(() => {
    running = undefined;
  });
  return running;
}

async function attempt(): Promise<void> {
  set({ kind: 'running' });
  try {
    const me = await station.session.me.query();
    if (!me || me.isLocked || me.mustChangePassword) {
      set({ kind: 'login' });
      return;
    }
    await keepFact('user', { userId: me.userId, displayName: me.displayName });
    const refusedLooks = await sendCaptures(me.userId);
    const refusedPhotos = await sendPhotos(me.userId);
    const refusal = refusedLooks ?? refusedPhotos ?? (await fetchResults(me.userId));
    await keepFact('mine', { userId: me.userId, rounds: await station.rounds.mine.query() });
    set(refusal ? { kind: 'refused', ...refusal } : { kind: 'idle' });
  } catch (error) {
    const refusal = refusalOf(error);
    set(asksForLogin(error) ? { kind: 'login' } : refusal ? { kind: 'refused', ...refusal } : { kind: 'offline' });
    await refreshKept();
  }
}

type Refusal = NonNullable<ReturnType<typeof refusalOf>>;

/** A round the station refuses whole (restored from an older backup) keeps its looks and does not stop the others. */
async function sendCaptures(userId: number): Promise<Refusal | undefined> {
  const kept = await refreshKept();
  const device = await deviceId();
  let refused: Refusal | undefined;
  for (const { roundUid, out } of kept.rounds) {
    const waiting = kept.captures.filter((one) => one.roundUid === roundUid && one.isWaiting && one.userId === userId);
    for (let i = 0; i < waiting.length; i += BATCH) {
      const batch = waiting.slice(i, i + BATCH);
      const captures = batch.map(({ capture }) => Capture.parse(capture));
      const head = { roundUid, downloadUid: out.downloadUid, deviceId: device, sentAt: Date.now() };
      const answer = await refusable(() => station.rounds.upload.mutate({ ...head, captures }));
      if ('refusal' in answer) {
        refused = answer.refusal;
        break;
      }
      const { value } = answer;
      await putCaptures(
        batch.map((one): KeptCapture => {
          const why = value.refused.find(({ uid }) => uid === one.uid)?.why ?? null;
          const result = value.results.find(({ uid }) => uid === one.uid) ?? null;
          return { ...one, isWaiting: false, result, refusedFor: why };
        }),
      );
      await refreshKept();
    }
  }
  return refused;
}

async function sendPhotos(userId: number): Promise<Refusal | undefined> {
  const { captures } = await refreshKept();
  const sent = new Set(
    captures.flatMap((one) => (one.isWaiting || one.refusedFor ? [] : (one.capture.photo?.uid ?? []))),
  );
  let refused: Refusal | undefined;
  for (const photo of await photosOnPhone()) {
    if (photo.userId !== userId || !sent.has(photo.uid)) continue;
    const answer = await refusable(() => sendInParts(photo.uid, photo.bytes, station.rounds.photoPart.mutate));
    if ('refusal' in answer) refused = answer.refusal;
    else await dropPhoto(photo.uid);
  }
  return refused;
}

async function fetchResults(userId: number): Promise<Refusal | undefined> {
  const device = await deviceId();
  const kept = await refreshKept();
  let refused: Refusal | undefined;
  for (const { roundUid } of kept.rounds) {
    const own = kept.captures.filter((one) => one.roundUid === roundUid && !one.isWaiting && one.userId === userId);
    if (own.length === 0) continue;
    const answer = await refusable(() => station.rounds.results.query({ roundUid, deviceId: device }));
    if ('refusal' in answer) {
      refused = answer.refusal;
      continue;
    }
    const results = new Map(answer.value.map((result) => [result.uid, result]));
    // What it took and does not know any more is sent again: the station was restored from an older backup.
    await putCaptures(
      own.map((one) => {
        const result = results.get(one.uid);
        return { ...one, result: result ?? one.result, isWaiting: !result && one.refusedFor === null };
      }),
    );
  }
  await refreshKept();
  return refused;
}

/** A refusal that concerns one round or photo is told and does not stop the others. */
async function refusable<T>(work: () => Promise<T>): Promise<{ value: T } | { refusal: Refusal }> {
  try {
    return { value: await work() };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal || asksForLogin(error)) throw error;
    return { refusal };
  }
}
