import type { ReadDb } from '../../db/types.ts';
import type { Actor, Tx } from '../../db/writer.ts';
import { localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { CylinderId, FillingId } from '../../shared/ids.ts';
import { formatKilograms } from '../../shared/quantity.ts';
import type { Station } from '../../station.types.ts';
import { normaliseCode } from './code.domain.ts';
import { toCylinder } from './cylinders.service.ts';
import { type CylinderColumns, findByCode, findCylinder, findType } from './cylinders.store.ts';
import { failedChecks, fillingTarget, gate, judgeNet, minutesSinceFull, weightProblem } from './filling.domain.ts';
import type {
  CheckCylinder,
  Filling,
  FillingOutcome,
  FillingResult,
  FillingTarget,
  FillingVerdict,
  RecordFilling,
  Refusal,
  RefuseFilling,
  WeightSource,
} from './filling.schema.ts';
import * as store from './filling.store.ts';

/** The answer to a scanned code. A refusal is kept, so that nobody can try until it passes unseen. */
export function checkCylinder(st: Station, by: Actor, cmd: CheckCylinder): FillingVerdict {
  return st.write(by, { action: 'filling.check', requestId: cmd.requestId, input: cmd }, (tx): FillingVerdict => {
    const today = localDate(tx.now, st.zone);
    const scannedCode = normaliseCode(cmd.scannedCode).slice(0, 64);
    const row = findByCode(tx.db, { code: scannedCode });
    const cylinder = row ? toCylinder(row, today) : undefined;
    const refusal = gate(scannedCode, cylinder, today);
    if (refusal) keepRefusal(tx, st.zone, refusal, { scannedCode, cylinderId: row?.id ?? null });
    if (!cylinder || refusal) {
      const answer = refusal ?? { code: 'cylinder.unknown' as const, params: { code: scannedCode } };
      return { kind: 'refused', scannedCode, refusal: answer, cylinder: cylinder ?? null };
    }
    const last = lastFilling(tx.db, cylinder.id);
    const minutes = minutesSinceFull(last, tx.now, store.policy(tx.db).possiblyFullMinutes);
    const possiblyFull = last && minutes !== null ? { minutes, netGrams: last.netGrams } : null;
    return { kind: 'ready', cylinder, target: targetOf(tx.db, cylinder), lastFilling: last, possiblyFull };
  });
}

/** The filler turns the cylinder away because of what was seen on it. */
export function refuseFilling(st: Station, by: Actor, cmd: RefuseFilling): void {
  st.write(by, { action: 'filling.refuse', requestId: cmd.requestId, input: cmd }, (tx) => {
    const row = cylinderRow(tx.db, cmd.cylinderId);
    const failed = failedChecks(cmd.checks);
    if (failed.length === 0) throw new StationError('input.invalid', { field: 'checks', reason: 'no failed check' });
    const refusal: Refusal = { code: 'filling.check-failed', params: { code: row.code, checks: failed.join(',') } };
    keepRefusal(tx, st.zone, refusal, { scannedCode: row.code, cylinderId: row.id }, cmd.note);
  });
}

/**
 * Weighs and judges a filling. The weight is the station's own reading of the scale, never the window's; an over-fill
 * or under-fill is kept as what it is and the cylinder must be corrected and weighed again. What refuses the cylinder
 * is checked once more and kept; a weight that cannot be used changes nothing.
 */
export function recordFilling(st: Station, by: Actor, cmd: RecordFilling): FillingResult {
  const answer = st.write(by, { action: 'filling.record', requestId: cmd.requestId, input: cmd }, (tx) => {
    const row = cylinderRow(tx.db, cmd.cylinderId);
    const refusal = refusalOf(row, cmd, localDate(tx.now, st.zone));
    if (!refusal) return { result: weighAndKeep(tx, st, row, cmd), refusal: null };
    keepRefusal(tx, st.zone, refusal, { scannedCode: row.code, cylinderId: row.id });
    return { result: null, refusal };
  });
  if (answer.refusal) throw new StationError(answer.refusal.code, answer.refusal.params);
  return answer.result;
}

function refusalOf(row: CylinderColumns, cmd: RecordFilling, today: string): Refusal | null {
  const atTheGate = gate(row.code, toCylinder(row, today), today);
  if (atTheGate) return atTheGate;
  const failed = failedChecks(cmd.checks);
  return failed.length > 0
    ? { code: 'filling.check-failed', params: { code: row.code, checks: failed.join(',') } }
    : null;
}

function weighAndKeep(tx: Tx, st: Station, row: CylinderColumns, cmd: RecordFilling): FillingResult {
  const minutes = minutesSinceFull(lastFilling(tx.db, row.id), tx.now, store.policy(tx.db).possiblyFullMinutes);
  if (minutes !== null && !cmd.isRefillConfirmed)
    throw new StationError('filling.possibly-full', { code: row.code, minutes });
  const weight = weigh(st, tx.now, cmd.weight);
  const { grossGrams } = weight;
  const { tareGrams } = row;
  const netGrams = grossGrams - tareGrams;
  if (netGrams <= 0)
    throw new StationError('filling.below-tare', {
      grossKg: formatKilograms(grossGrams),
      tareKg: formatKilograms(tareGrams),
    });
  const target = targetOf(tx.db, row);
  const { outcome, takeOutGrams, addGrams } = judgeNet(netGrams, target);
  const { nominalGrams, toleranceGrams, maxFillGrams } = target;
  const id = store.insertFilling(tx.db, {
    cylinderId: row.id,
    filledAt: tx.now,
    filledOn: localDate(tx.now, st.zone),
    ...weight,
    tareGrams,
    netGrams,
    nominalGrams,
    toleranceGrams,
    maxFillGrams,
    outcome,
    checksJson: JSON.stringify(cmd.checks),
    ...personOf(tx.by),
  });
  const result = { fillingId: FillingId.parse(id), outcome, grossGrams, tareGrams, netGrams, takeOutGrams, addGrams };
  tx.audit({ kind: 'filling', id, after: { code: row.code, ...weight, ...result } });
  tx.announce({ topic: 'fillings', id: row.id });
  return result;
}

/**
 * Reads the scale; by hand only when the scale it stands for gives no weight. Where none is named, or one that is not
 * connected, it stands for every scale: naming a scale that does not exist is no way past one that works.
 */
function weigh(
  st: Station,
  now: number,
  source: WeightSource,
): { deviceId: number | null; manualReason: string | null; grossGrams: number } {
  if (source.source === 'scale') {
    const reading = st.devices.scale(source.deviceId)?.latest() ?? null;
    const problem = weightProblem(reading, reading ? Math.abs(now - reading.at) : 0);
    if (problem || !reading) throw new StationError(problem ?? 'filling.scale-silent');
    return { deviceId: source.deviceId, manualReason: null, grossGrams: reading.weightGrams };
  }
  const { insteadOfDeviceId } = source;
  const isNamed = insteadOfDeviceId !== null && st.devices.scale(insteadOfDeviceId) !== undefined;
  const candidates = isNamed ? [insteadOfDeviceId] : [...st.devices.statuses().keys()];
  for (const deviceId of candidates) {
    const reading = st.devices.scale(deviceId)?.latest();
    const isSpeaking =
      reading && weightProblem({ ...reading, isStable: true, isNet: false }, Math.abs(now - reading.at)) === null;
    if (isSpeaking) throw new StationError('filling.scale-works', { deviceId });
  }
  return { deviceId: null, manualReason: source.reason, grossGrams: source.grossGrams };
}

export function lastFilling(db: ReadDb, cylinderId: number): Filling | null {
  const row = store.lastFilling(db, { cylinderId });
  return row ? toFilling(row) : null;
}

export function toFilling({ checksJson, ...row }: store.FillingColumns): Filling {
  return {
    ...row,
    id: FillingId.parse(row.id),
    cylinderId: CylinderId.parse(row.cylinderId),
    outcome: row.outcome as FillingOutcome,
    checks: JSON.parse(checksJson) as Record<string, boolean>,
  };
}

function targetOf(db: ReadDb, cylinder: { typeCode: string; maxFillGrams: number }): FillingTarget {
  const type = findType(db, { code: cylinder.typeCode });
  if (!type) throw new Error(`cylinder type ${cylinder.typeCode} is gone`);
  return fillingTarget(type, cylinder.maxFillGrams);
}

function cylinderRow(db: ReadDb, id: number): CylinderColumns {
  const row = findCylinder(db, { id });
  if (!row) throw new StationError('record.not-found', { kind: 'cylinder', id });
  return row;
}

function keepRefusal(
  tx: Tx,
  zone: string,
  refusal: Refusal,
  what: { scannedCode: string; cylinderId: number | null },
  note = '',
): void {
  const detail = [refusal.params.checks, note].filter(Boolean).join(' ');
  const id = store.insertRefusal(tx.db, {
    ...what,
    at: tx.now,
    refusedOn: localDate(tx.now, zone),
    reason: refusal.code,
    detail,
    ...personOf(tx.by),
  });
  tx.audit({ kind: 'filling-refusal', id, after: { ...what, reason: refusal.code, detail } });
  tx.announce({ topic: 'fillings', id: what.cylinderId ?? 0 });
}

function personOf(by: Actor): { userId: number; userName: string } {
  if (by.userId === null) throw new StationError('session.required');
  return { userId: by.userId, userName: by.name };
}
