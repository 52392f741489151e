import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { TariffId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { TariffDocument } from './document.schema.ts';
import { UnratableError } from './energy.domain.ts';
import { rateRequest } from './rate-request.domain.ts';
import type { RateAnswer } from './rated.schema.ts';
import {
  type ActivateTariff,
  CreateTariff,
  type SetDefaultTariff,
  type Tariff,
  type TariffService,
  type TrialTariff,
} from './tariffs.schema.ts';
import * as store from './tariffs.store.ts';

export function listTariffs(db: ReadDb): Tariff[] {
  return store.allTariffs(db).map(toTariff);
}

export function findTariff(db: ReadDb, tariffId: number): Tariff {
  const row = store.findTariff(db, { tariffId });
  if (!row) throw new StationError('record.not-found', { kind: 'tariff', id: tariffId });
  return toTariff(row);
}

/** A version of a code by the day it is effective from, in force or not. */
export function findTariffVersion(db: ReadDb, of: { code: string; effectiveFrom: string }): Tariff {
  const found = store.findVersion(db, of);
  if (!found) throw new StationError('record.not-found', { kind: 'tariff', id: of.code });
  return findTariff(db, found.tariffId);
}

function toTariff(row: store.TariffRow): Tariff {
  const { documentJson, isActive, isDefault, ...rest } = row;
  return {
    ...rest,
    isActive: isActive === 1,
    isDefault: isDefault === 1,
    document: TariffDocument.parse(JSON.parse(documentJson)),
  };
}

/** A new version starts as a draft: it bills nothing until somebody says it was checked against its source. */
export function createTariff(st: Station, by: Actor, cmd: CreateTariff): TariffId {
  const { document, ...head } = CreateTariff.parse(cmd);
  return st.write(by, { action: 'tariffs.create', input: cmd }, (tx) => {
    const { code, effectiveFrom, service } = head;
    if (store.findVersion(tx.db, { code, effectiveFrom }))
      throw new StationError('tariff.version-exists', { code, effectiveFrom });
    const known = store.findOfCode(tx.db, { code });
    if (known && known.service !== service)
      throw new StationError('tariff.code-of-other-service', { code, service: known.service });
    const tariffId = store.insertTariff(tx.db, { ...head, documentJson: JSON.stringify(document), createdAt: tx.now });
    tx.audit({ kind: 'tariff', id: tariffId, after: { ...head, document } });
    tx.announce({ topic: 'tariffs', id: tariffId });
    return TariffId.parse(tariffId);
  });
}

/** From its date on the version bills. The first active tariff of a service becomes the default of that service. */
export function activateTariff(st: Station, by: Actor, cmd: ActivateTariff): void {
  st.write(by, { action: 'tariffs.activate', input: cmd }, (tx) => {
    const before = findTariff(tx.db, cmd.tariffId);
    if (cmd.verifiedOn > localDate(tx.now, st.zone))
      throw new StationError('tariff.verified-in-future', { verifiedOn: cmd.verifiedOn });
    store.activateTariff(tx.db, cmd);
    if (!store.defaultCode(tx.db, { service: before.service }))
      store.setDefault(tx.db, { service: before.service, code: before.code });
    changed(tx, before, cmd);
  });
}

/** A version that has billed stays: what replaces it is a new version with a later date. */
export function deactivateTariff(st: Station, by: Actor, tariffId: number): void {
  st.write(by, { action: 'tariffs.deactivate', input: { tariffId } }, (tx) => {
    const before = unbilled(tx, tariffId);
    store.deactivateTariff(tx.db, { tariffId });
    changed(tx, before, { isActive: false });
  });
}

export function discardTariff(st: Station, by: Actor, tariffId: number): void {
  st.write(by, { action: 'tariffs.discard', input: { tariffId } }, (tx) => {
    const before = unbilled(tx, tariffId);
    if (before.isActive)
      throw new StationError('tariff.active', { code: before.code, effectiveFrom: before.effectiveFrom });
    store.deleteTariff(tx.db, { tariffId });
    changed(tx, before, null);
  });
}

function unbilled(tx: Tx, tariffId: number): Tariff {
  const tariff = findTariff(tx.db, tariffId);
  if (tariff.billCount > 0) throw new StationError('tariff.billed', { code: tariff.code, bills: tariff.billCount });
  return tariff;
}

function changed(tx: Tx, before: Tariff, after: unknown): void {
  tx.audit({ kind: 'tariff', id: before.tariffId, before, after });
  tx.announce({ topic: 'tariffs', id: before.tariffId });
}

export function setDefaultTariff(st: Station, by: Actor, cmd: SetDefaultTariff): void {
  st.write(by, { action: 'tariffs.set-default', input: cmd }, (tx) => {
    const known = store.findOfCode(tx.db, { code: cmd.code });
    if (known?.service !== cmd.service) throw new StationError('record.not-found', { kind: 'tariff', id: cmd.code });
    const before = store.defaultCode(tx.db, { service: cmd.service })?.code ?? null;
    store.setDefault(tx.db, cmd);
    tx.audit({ kind: 'tariff-default', id: cmd.service, before, after: cmd.code });
    tx.announce({ topic: 'tariffs' });
  });
}

export interface TariffVersion {
  readonly tariffId: TariffId;
  readonly code: string;
  readonly name: string;
  readonly effectiveFrom: string;
  readonly source: string;
  readonly document: TariffDocument;
}

/** Documents are frozen in the database, so a parsed one stays true for as long as its connection is open. */
const parsed = new WeakMap<ReadDb, Map<number, TariffDocument>>();

/** The active version that applies on a local date: of the code, or of the service's default code when it is null. */
export function tariffInForce(
  db: ReadDb,
  of: { code: string | null; service: TariffService; on: string },
): TariffVersion | undefined {
  const code = of.code ?? store.defaultCode(db, { service: of.service })?.code;
  const row = code ? store.versionInForce(db, { code, on: of.on }) : undefined;
  return row && row.service === of.service ? toVersion(db, row) : undefined;
}

/**
 * Every version that was in force on some day from `from` to `to`, both included, oldest first. Where none was yet on the
 * first day, the oldest stands for the days before it too.
 */
export function tariffsInForce(
  db: ReadDb,
  of: { code: string | null; service: TariffService; from: string; to: string },
): TariffVersion[] {
  const first = tariffInForce(db, { ...of, on: of.from });
  const code = first?.code ?? of.code ?? store.defaultCode(db, { service: of.service })?.code;
  if (!code) return [];
  const later = store
    .versionsBeginning(db, { code, from: of.from, to: of.to })
    .filter((row) => row.service === of.service && row.tariffId !== first?.tariffId)
    .map((row) => toVersion(db, row));
  return first ? [first, ...later] : later;
}

function toVersion(db: ReadDb, row: store.VersionRow): TariffVersion {
  const document = parsed.get(db)?.get(row.tariffId) ?? TariffDocument.parse(JSON.parse(row.documentJson));
  parsed.set(db, (parsed.get(db) ?? new Map()).set(row.tariffId, document));
  const { documentJson: _, service: __, ...head } = row;
  return { ...head, document };
}

/** What a quantity would cost, without billing anything. */
export function tryTariff(db: ReadDb, cmd: TrialTariff): RateAnswer {
  try {
    return rateRequest({ tariff: findTariff(db, cmd.tariffId).document, usage: cmd.usage });
  } catch (error) {
    if (error instanceof UnratableError)
      throw new StationError('tariff.unratable', { reason: error.reason }, { cause: error });
    throw error;
  }
}
