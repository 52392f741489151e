import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { addDays, addYears, type LocalDate, localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { CylinderId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { normaliseCode } from './code.domain.ts';
import { cylinderState, DUE_WITHIN_DAYS, maxFillGrams, ruleFor } from './cylinders.domain.ts';
import type {
  CreateCylinder,
  Cylinder,
  CylinderEvent,
  CylinderPage,
  CylinderQuery,
  RecordInspection,
  ScrapCylinder,
  UpdateCylinder,
} from './cylinders.schema.ts';
import * as store from './cylinders.store.ts';

export function toCylinder(row: store.CylinderColumns, today: LocalDate): Cylinder {
  const facts = { ...row, isOwn: row.isOwn === 1, isLifeExtended: row.isLifeExtended === 1 };
  return { ...facts, id: CylinderId.parse(row.id), state: cylinderState(facts, today) };
}

export function cylinder(st: Station, cylinderId: CylinderId): Cylinder {
  return toCylinder(found(st.db, cylinderId), localDate(st.clock.now(), st.zone));
}

export function listCylinders(st: Station, query: CylinderQuery): CylinderPage {
  const today = localDate(st.clock.now(), st.zone);
  const where = {
    show: query.show,
    typeCode: query.typeCode ?? '',
    text: normaliseCode(query.text ?? ''),
    today,
    soon: addDays(today, DUE_WITHIN_DAYS),
  };
  const limits = { limit: query.pageSize, offset: (query.page - 1) * query.pageSize };
  const rows = store.pageOfCylinders(st.db, { ...where, ...limits });
  return { items: rows.map((row) => toCylinder(row, today)), total: store.countCylinders(st.db, where).n };
}

export function history(st: Station, cylinderId: CylinderId): CylinderEvent[] {
  return store.eventsOf(st.db, { cylinderId }).map(({ changesJson, kind, ...row }) => ({
    ...row,
    kind: kind as CylinderEvent['kind'],
    changes: JSON.parse(changesJson) as CylinderEvent['changes'],
  }));
}

/** Refuses an empty or known code: a code belongs to one cylinder for ever, a scrapped one's is never given again. */
export function createCylinder(st: Station, by: Actor, cmd: CreateCylinder): CylinderId {
  return st.write(by, { action: 'cylinders.create', requestId: cmd.requestId, input: cmd }, (tx) => {
    const code = normaliseCode(cmd.code);
    if (!code || code.length > 64) throw new StationError('input.invalid', { field: 'code', reason: 'code' });
    const taken = store.findByCode(tx.db, { code });
    if (taken)
      throw new StationError(taken.scrappedAt === null ? 'cylinder.code-taken' : 'cylinder.code-scrapped', { code });
    const columns = columnsOf(tx, cmd);
    const id = store.insertCylinder(tx.db, { ...columns, code, now: tx.now });
    remember(tx, id, 'registered', '', {});
    tx.audit({ kind: 'cylinder', id, after: { code, ...columns } });
    tx.announce({ topic: 'cylinders', id });
    return CylinderId.parse(id);
  });
}

export function updateCylinder(st: Station, by: Actor, cmd: UpdateCylinder): void {
  st.write(by, { action: 'cylinders.update', input: cmd }, (tx) => {
    const before = alive(tx, cmd.cylinderId);
    const columns = columnsOf(tx, cmd);
    if (store.updateCylinder(tx.db, { ...columns, id: cmd.cylinderId, version: cmd.version }) === 0)
      throw new StationError('record.changed', { kind: 'cylinder', id: cmd.cylinderId });
    finish(tx, before, 'changed', cmd.note);
  });
}

/** A passed periodic inspection: new dates, the tare stamped anew, and once in its life the extension its rule allows. */
export function recordInspection(st: Station, by: Actor, cmd: RecordInspection): void {
  st.write(by, { action: 'cylinders.inspect', requestId: cmd.requestId, input: cmd }, (tx) => {
    const before = alive(tx, cmd.cylinderId);
    const today = localDate(tx.now, st.zone);
    if (cmd.inspectedOn > today) throw new StationError('cylinder.date-future', { date: cmd.inspectedOn });
    const scrapOn = cmd.extendsLife ? extendedScrapDate(tx, before) : before.scrapOn;
    if (cmd.nextInspectionOn <= cmd.inspectedOn || cmd.nextInspectionOn > scrapOn)
      throw new StationError('cylinder.dates-disagree', { nextInspectionOn: cmd.nextInspectionOn, scrapOn });
    const { inspectedOn, nextInspectionOn, tareGrams, version } = cmd;
    const isLifeExtended = Number(cmd.extendsLife || before.isLifeExtended === 1);
    if (
      store.saveInspection(tx.db, {
        id: before.id,
        version,
        inspectedOn,
        nextInspectionOn,
        tareGrams,
        scrapOn,
        isLifeExtended,
      }) === 0
    )
      throw new StationError('record.changed', { kind: 'cylinder', id: before.id });
    finish(tx, before, 'inspected', cmd.body);
  });
}

/** For ever: a scrapped cylinder is never filled, changed or brought back (特种设备安全法 art. 48). */
export function scrapCylinder(st: Station, by: Actor, cmd: ScrapCylinder): void {
  st.write(by, { action: 'cylinders.scrap', requestId: cmd.requestId, input: cmd }, (tx) => {
    const before = alive(tx, cmd.cylinderId);
    const changed = store.scrapCylinder(tx.db, {
      id: before.id,
      version: cmd.version,
      reason: cmd.reason,
      now: tx.now,
    });
    if (changed === 0) throw new StationError('record.changed', { kind: 'cylinder', id: before.id });
    finish(tx, before, 'scrapped', cmd.reason);
  });
}

function extendedScrapDate(tx: Tx, before: store.CylinderColumns): LocalDate {
  if (before.isLifeExtended === 1) throw new StationError('cylinder.life-extended', { code: before.code });
  const years = ruleFor(store.rulesOf(tx.db, { typeCode: before.typeCode }), before.madeOn)?.extensionYears ?? 0;
  if (years === 0) throw new StationError('cylinder.no-extension', { code: before.code });
  return addYears(before.scrapOn, years);
}

function columnsOf(tx: Tx, cmd: Omit<UpdateCylinder, 'cylinderId' | 'version' | 'note'>) {
  if (!store.findType(tx.db, { code: cmd.typeCode }))
    throw new StationError('record.not-found', { kind: 'cylinder-type', id: cmd.typeCode });
  const isMadeLater = cmd.madeOn !== null && (cmd.madeOn >= cmd.nextInspectionOn || cmd.madeOn >= cmd.scrapOn);
  if (isMadeLater || cmd.nextInspectionOn > cmd.scrapOn)
    throw new StationError('cylinder.dates-disagree', { nextInspectionOn: cmd.nextInspectionOn, scrapOn: cmd.scrapOn });
  const { serialNo, typeCode, maker, madeOn, volumeMl, tareGrams, nextInspectionOn, scrapOn } = cmd;
  const flags = { isLifeExtended: Number(cmd.isLifeExtended), isOwn: Number(cmd.isOwn) };
  return {
    serialNo,
    typeCode,
    maker,
    madeOn,
    volumeMl,
    maxFillGrams: maxFillGrams(volumeMl),
    tareGrams,
    nextInspectionOn,
    scrapOn,
    ...flags,
  };
}

function found(db: ReadDb, id: number): store.CylinderColumns {
  const row = store.findCylinder(db, { id });
  if (!row) throw new StationError('record.not-found', { kind: 'cylinder', id });
  return row;
}

function alive(tx: Tx, id: number): store.CylinderColumns {
  const row = found(tx.db, id);
  if (row.scrappedAt !== null) throw new StationError('cylinder.scrapped', { code: row.code, reason: row.scrapReason });
  return row;
}

function finish(tx: Tx, before: store.CylinderColumns, kind: CylinderEvent['kind'], note: string): void {
  const after = found(tx.db, before.id);
  const names = Object.keys(before) as (keyof store.CylinderColumns)[];
  const changed = names.filter((name) => name !== 'version' && name !== 'scrappedAt' && before[name] !== after[name]);
  remember(tx, before.id, kind, note, Object.fromEntries(changed.map((name) => [name, [before[name], after[name]]])));
  tx.audit({ kind: 'cylinder', id: before.id, before, after });
  tx.announce({ topic: 'cylinders', id: before.id });
}

function remember(
  tx: Tx,
  cylinderId: number,
  kind: CylinderEvent['kind'],
  note: string,
  changes: CylinderEvent['changes'],
): void {
  store.insertEvent(tx.db, {
    cylinderId,
    at: tx.now,
    kind,
    note,
    changesJson: JSON.stringify(changes),
    userName: tx.by.name,
  });
}
