import { statSync } from 'node:fs';
import { z } from 'zod';
import { ledgerFile } from '../../db/open.ts';
import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import { VERSION } from '../../shared/version.ts';
import type { Station } from '../../station.types.ts';
import { hashPassword, insertUser, isWeakPassword } from '../users/index.ts';
import { DemoLogin, type SetUp, type StationPlace, StationSettings, type StationState } from './station.schema.ts';
import * as store from './station.store.ts';

const SETTINGS_KEY = 'station';
/** Present in a demo station only; its value is the list of logins to show. */
const DEMO_KEY = 'demo';

export function stationSettings(db: ReadDb): StationSettings | undefined {
  const row = store.findSetting(db, { key: SETTINGS_KEY });
  return row && StationSettings.parse(JSON.parse(row.valueJson));
}

export function stationState(st: Station): StationState {
  const settings = stationSettings(st.db);
  const demo = store.findSetting(st.db, { key: DEMO_KEY });
  return {
    isSetUp: settings !== undefined,
    name: settings?.name ?? '',
    kind: settings?.kind ?? 'both',
    zone: st.zone,
    isDemo: demo !== undefined,
    demoLogins: demo ? z.array(DemoLogin).catch([]).parse(JSON.parse(demo.valueJson)) : [],
    canOpenDemo: settings === undefined && st.demo !== undefined,
    version: VERSION,
  };
}

/** First run: names the station and makes its administrator, in one step that can happen only once. */
export async function setUp(
  st: Station,
  via: Actor['via'],
  cmd: SetUp,
  options: { isDemo?: boolean; demoLogins?: readonly DemoLogin[] } = {},
): Promise<void> {
  if (isWeakPassword(cmd.password, cmd.loginName)) throw new StationError('password.weak');
  const passwordHash = await hashPassword(cmd.password);
  const { password: _, requestId, ...visible } = cmd;
  const by: Actor = { userId: null, name: cmd.displayName, via };
  st.write(by, { action: 'station.set-up', requestId, input: visible }, (tx) => {
    if (stationSettings(tx.db)) throw new StationError('station.already-set-up');
    const { stationName: name, kind, loginName, displayName } = cmd;
    const settings: StationSettings = {
      name,
      kind,
      phone: '',
      address: '',
      lanDoor: false,
      runApproval: false,
      reviewWaived: [],
    };
    save(tx, SETTINGS_KEY, settings);
    if (options.isDemo) save(tx, DEMO_KEY, options.demoLogins ?? []);
    insertUser(tx, { loginName, displayName, roles: ['administrator'], passwordHash, mustChange: false });
    tx.announce({ topic: 'station' });
  });
}

/** Fills an empty station with the demo. Refuses 'station.already-set-up', 'demo.unavailable'. */
export async function openDemo(st: Station): Promise<void> {
  if (stationSettings(st.db)) throw new StationError('station.already-set-up');
  if (!st.demo) throw new StationError('demo.unavailable');
  await st.demo(st);
}

export function stationPlace(st: Station): StationPlace {
  const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const database = ledgerFile(st.folder);
  return { folder: st.folder, databaseBytes: sizeOf(database) + sizeOf(`${database}-wal`), version: VERSION };
}

export function saveSettings(st: Station, by: Actor, settings: StationSettings): void {
  st.write(by, { action: 'station.settings', input: settings }, (tx) => {
    const before = stationSettings(tx.db);
    save(tx, SETTINGS_KEY, settings);
    tx.audit({ kind: 'station', id: 1, before, after: settings });
    tx.announce({ topic: 'station' });
  });
}

function save(tx: Tx, key: string, value: unknown): void {
  store.saveSetting(tx.db, { key, valueJson: JSON.stringify(value) });
}

/** Next number of a gapless series, taken inside the caller's transaction: a rolled-back document leaves no gap. */
export function nextNumber(tx: Tx, series: string): number {
  return nextNumbers(tx, series, 1);
}

/** The first of `count` numbers in a row, all of them taken. */
export function nextNumbers(tx: Tx, series: string, count: number): number {
  const row = store.nextInSequence(tx.db, { name: series, count });
  if (!row) throw new Error(`sequence ${series} gave no number`);
  return row.value;
}
