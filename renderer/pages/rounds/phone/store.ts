import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Capture, CaptureResult, MyRound, RoundPackage } from '../../../../main/modules/rounds/phone.schema.ts';
import { newId } from '../../../app/ids.ts';

/** A round on this phone. */
export interface KeptRound {
  readonly roundUid: string;
  readonly out: RoundPackage;
  /** The door that was open last. */
  readonly position: number;
  readonly isReturned: boolean;
}

/** A look on this phone. It stays after it was sent: the results are shown beside it. */
export interface KeptCapture {
  readonly uid: string;
  readonly roundUid: string;
  readonly userId: number;
  readonly capture: Capture;
  readonly isWaiting: boolean;
  readonly result: CaptureResult | null;
  /** The station took all but this one, and why. */
  readonly refusedFor: 'not-in-round' | 'identity-reused' | null;
}

/** Bytes of a photo until the station has them. */
export interface KeptPhoto {
  readonly uid: string;
  readonly roundUid: string;
  readonly userId: number;
  readonly bytes: Uint8Array;
}

export interface PhoneUser {
  readonly userId: number;
  readonly displayName: string;
}

interface PhoneDb extends DBSchema {
  rounds: { key: string; value: KeptRound };
  captures: { key: string; value: KeptCapture; indexes: { round: string } };
  photos: { key: string; value: KeptPhoto };
  facts: { key: string; value: unknown };
}

let opening: Promise<IDBPDatabase<PhoneDb>> | undefined;

function open(): Promise<IDBPDatabase<PhoneDb>> {
  opening ??= openDB<PhoneDb>('stationdesk-rounds', 1, {
    // Telephones take the database away from a page that slept; the next call opens it again.
    terminated() {
      opening = undefined;
    },
    upgrade(db) {
      db.createObjectStore('rounds', { keyPath: 'roundUid' });
      db.createObjectStore('captures', { keyPath: 'uid' }).createIndex('round', 'roundUid');
      db.createObjectStore('photos', { keyPath: 'uid' });
      db.createObjectStore('facts');
    },
  });
  return opening;
}

/** Everything the page shows; read again after every change. */
export interface Kept {
  readonly rounds: readonly KeptRound[];
  readonly captures: readonly KeptCapture[];
  readonly photos: ReadonlySet<string>;
  readonly user: PhoneUser | null;
  /** The reader's rounds as the station listed them last; null before it listed any for this reader. */
  readonly mine: readonly MyRound[] | null;
}

let current: Kept | null = null;
const listeners = new Set<() => void>();

export function subscribeKept(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function keptNow(): Kept | null {
  return current;
}

export async function refreshKept(): Promise<Kept> {
  const db = await open();
  const [rounds, captures, photos, user, mine] = await Promise.all([
    db.getAll('rounds'),
    db.getAll('captures'),
    db.getAllKeys('photos'),
    db.get('facts', 'user'),
    db.get('facts', 'mine'),
  ]);
  const known = (user as PhoneUser | undefined) ?? null;
  const listed = mine as MineFact | undefined;
  current = {
    rounds,
    captures,
    photos: new Set(photos),
    user: known,
    mine: listed?.userId === known?.userId ? (listed?.rounds ?? null) : null,
  };
  for (const listener of listeners) listener();
  return current;
}

/** Identity of this phone; made once. */
export async function deviceId(): Promise<string> {
  const db = await open();
  const known = await db.get('facts', 'device');
  if (typeof known === 'string') return known;
  const made = newId();
  await db.put('facts', made, 'device');
  return made;
}

interface Facts {
  user: PhoneUser;
  mine: MineFact;
  stationKey: string;
}
interface MineFact {
  readonly userId: number;
  readonly rounds: readonly MyRound[];
}

export async function keepFact<K extends keyof Facts>(key: K, value: Facts[K]): Promise<void> {
  await (await open()).put('facts', value, key);
  await refreshKept();
}

export async function stationKeyKnown(): Promise<string | undefined> {
  return (await (await open()).get('facts', 'stationKey')) as string | undefined;
}

/** A round taken out again keeps its place. */
export async function keepRound(out: RoundPackage): Promise<void> {
  const db = await open();
  const known = await db.get('rounds', out.roundUid);
  await db.put('rounds', { roundUid: out.roundUid, out, position: known?.position ?? 0, isReturned: false });
  await refreshKept();
}

export async function changeRound(roundUid: string, change: Partial<KeptRound>): Promise<void> {
  const db = await open();
  const known = await db.get('rounds', roundUid);
  if (known) await db.put('rounds', { ...known, ...change });
  await refreshKept();
}

/** The look and its photo in one transaction: both are on the phone or neither. */
export async function keepCapture(capture: KeptCapture, photo: KeptPhoto | null): Promise<void> {
  const tx = (await open()).transaction(['captures', 'photos'], 'readwrite', { durability: 'strict' });
  await Promise.all([
    tx.objectStore('captures').put(capture),
    photo ? tx.objectStore('photos').put(photo) : undefined,
    tx.done,
  ]);
  await refreshKept();
}

export async function putCaptures(captures: readonly KeptCapture[]): Promise<void> {
  const tx = (await open()).transaction('captures', 'readwrite');
  await Promise.all([...captures.map((capture) => tx.store.put(capture)), tx.done]);
}

export async function photosOnPhone(): Promise<KeptPhoto[]> {
  return (await open()).getAll('photos');
}

export async function dropPhoto(uid: string): Promise<void> {
  await (await open()).delete('photos', uid);
}

/** A round leaves the phone only with everything sent. */
export async function dropRound(roundUid: string): Promise<void> {
  const tx = (await open()).transaction(['rounds', 'captures', 'photos'], 'readwrite');
  const captures = await tx.objectStore('captures').index('round').getAllKeys(roundUid);
  const photos = (await tx.objectStore('photos').getAll()).filter((photo) => photo.roundUid === roundUid);
  await Promise.all([
    tx.objectStore('rounds').delete(roundUid),
    ...captures.map((uid) => tx.objectStore('captures').delete(uid)),
    ...photos.map(({ uid }) => tx.objectStore('photos').delete(uid)),
    tx.done,
  ]);
  await refreshKept();
}
