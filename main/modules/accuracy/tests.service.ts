import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { type LocalDate, localDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { MeterId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { findMeter, setCalibrationDue } from '../meters/index.ts';
import type { MeterTest, RecordTest, TestFilter, TestRow, VoidTest } from './accuracy.schema.ts';
import { isPassed } from './test.domain.ts';
import * as store from './tests.store.ts';

/**
 * Records an error test of a meter. Whether it passed follows from its points. Refuses 'accuracy.date-future',
 * 'accuracy.due-past' and 'accuracy.certificate-taken'.
 */
export function recordTest(st: Station, by: Actor, cmd: RecordTest): MeterTest {
  const { requestId, ...input } = cmd;
  const testId = st.write(by, { action: 'accuracy.test', requestId, input }, (tx) => {
    const { meterId, points, testedOn, certificateNo, nextDueOn, isInUse, ...rest } = input;
    const meter = findMeter(tx.db, meterId);
    if (!meter) throw new StationError('record.not-found', { kind: 'meter', id: meterId });
    const { meterNo } = meter;
    const today = localDate(tx.now, st.zone);
    if (testedOn > today) throw new StationError('accuracy.date-future', { today });
    if (nextDueOn !== null && nextDueOn <= today) throw new StationError('accuracy.due-past', { today });
    if (store.testByCertificate(tx.db, { meterId, certificateNo }))
      throw new StationError('accuracy.certificate-taken', { meterNo, certificateNo });
    const passed = isPassed(points);
    const id = store.insertTest(tx.db, {
      ...{ ...rest, meterId, testedOn, certificateNo, nextDueOn },
      ...{ isInUse: Number(isInUse), isPassed: Number(passed) },
      ...{ recordedAt: tx.now, userId: tx.by.userId, userName: tx.by.name },
    });
    store.insertPoints(
      tx.db,
      points.map((point, i) => ({ testId: id, lineNo: i + 1, ...point })),
    );
    // A meter that failed is not in order until some day: it is exchanged or adjusted first.
    if (passed && nextDueOn !== null)
      setCalibrationDue(tx, { meterId, before: meter.calibrationDueOn, dueOn: nextDueOn as LocalDate });
    tx.audit({ kind: 'meter-test', id, after: { ...input, isPassed: passed } });
    tx.announce({ topic: 'accuracy', id: meterId });
    return id;
  });
  return required(st.db, testId);
}

/** Takes a wrong record out; it stays to be seen. What was billed on it is not touched. Refuses 'accuracy.test-voided'. */
export function voidTest(st: Station, by: Actor, cmd: VoidTest): MeterTest {
  const { requestId, ...input } = cmd;
  st.write(by, { action: 'accuracy.void-test', requestId, input }, (tx) => {
    const { testId, reason } = cmd;
    const test = required(tx.db, testId);
    if (!store.voidTest(tx.db, { testId, reason, now: tx.now, userName: tx.by.name }))
      throw new StationError('accuracy.test-voided');
    tx.audit({
      kind: 'meter-test',
      id: testId,
      before: { certificateNo: test.certificateNo },
      after: { voided: reason },
    });
    tx.announce({ topic: 'accuracy', id: test.meterId });
  });
  return required(st.db, cmd.testId);
}

export function listTests(db: ReadDb, filter: TestFilter): { rows: TestRow[]; total: number; failed: number } {
  const { show, page, pageSize } = filter;
  const where = { show, text: filter.text.normalize('NFKC') };
  return {
    rows: store
      .testPage(db, { ...where, limit: pageSize, offset: (page - 1) * pageSize })
      .map((row) => ({ ...row, isInUse: row.isInUse === 1, isPassed: row.isPassed === 1 })),
    total: store.countTests(db, where).n,
    failed: store.countFailed(db).n,
  };
}

export function testsOfMeter(db: ReadDb, meterId: MeterId): MeterTest[] {
  return store.testsOfMeter(db, { meterId }).map((row) => toTest(db, row));
}

function required(db: ReadDb, testId: number): MeterTest {
  const row = store.findTest(db, { testId });
  if (!row) throw new StationError('record.not-found', { kind: 'meter-test', id: testId });
  return toTest(db, row);
}

function toTest(db: ReadDb, row: NonNullable<ReturnType<typeof store.findTest>>): MeterTest {
  const points = store.pointsOf(db, { testId: row.testId });
  return { ...row, isInUse: row.isInUse === 1, isPassed: row.isPassed === 1, points };
}
