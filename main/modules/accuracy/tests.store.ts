import { z } from 'zod';
import { insert, insertRows, many, maybe, one, run } from '../../db/query.ts';
import { MeterTest, TestPoint, TestRow } from './accuracy.schema.ts';

const TestColumns = MeterTest.omit({ points: true }).extend({ isInUse: z.number(), isPassed: z.number() });
const COLUMNS = `t.id AS testId, t.meter_id AS meterId, t.tested_on AS testedOn, t.purpose, t.accuracy_class AS accuracyClass,
  t.is_in_use AS isInUse, t.overall_e4 AS overallE4, t.is_passed AS isPassed, t.certificate_no AS certificateNo, t.tested_by AS testedBy,
  t.note, t.next_due_on AS nextDueOn, t.user_name AS userName, t.recorded_at AS recordedAt, t.voided_at AS voidedAt,
  t.voided_by AS voidedBy, t.void_reason AS voidReason`;
export const insertTest = insert(
  `INSERT INTO meter_test (meter_id, tested_on, purpose, accuracy_class, is_in_use, overall_e4, is_passed, certificate_no, tested_by, note,
     next_due_on, recorded_at, user_id, user_name)
   VALUES (:meterId, :testedOn, :purpose, :accuracyClass, :isInUse, :overallE4, :isPassed, :certificateNo, :testedBy, :note,
     :nextDueOn, :recordedAt, :userId, :userName)`,
);
export const insertPoints = insertRows('meter_test_point', {
  testId: 'test_id',
  lineNo: 'line_no',
  point: 'point',
  errorE4: 'error_e4',
  limitE4: 'limit_e4',
});
export const findTest = maybe(TestColumns, `SELECT ${COLUMNS} FROM meter_test t WHERE t.id = :testId`);
export const testByCertificate = maybe(
  z.object({ testId: z.number() }),
  `SELECT id AS testId FROM meter_test WHERE meter_id = :meterId AND certificate_no = :certificateNo AND voided_at IS NULL`,
);
export const pointsOf = many(
  TestPoint,
  'SELECT point, error_e4 AS errorE4, limit_e4 AS limitE4 FROM meter_test_point WHERE test_id = :testId ORDER BY line_no',
);
export const voidTest = run(
  'UPDATE meter_test SET voided_at = :now, voided_by = :userName, void_reason = :reason WHERE id = :testId AND voided_at IS NULL',
);
export const testsOfMeter = many(
  TestColumns,
  `SELECT ${COLUMNS} FROM meter_test t WHERE t.meter_id = :meterId ORDER BY t.tested_on DESC, t.id DESC LIMIT 200`,
);
const FROM = `meter_test t JOIN meter m ON m.id = t.meter_id
     LEFT JOIN account_meter am ON am.id = (SELECT x.id FROM account_meter x WHERE x.meter_id = m.id ORDER BY x.from_on DESC, x.id DESC LIMIT 1)
     LEFT JOIN account a ON a.id = am.account_id LEFT JOIN customer c ON c.id = a.customer_id LEFT JOIN premises p ON p.id = a.premises_id
   WHERE (:show = 'all' OR (t.is_passed = 0 AND t.voided_at IS NULL))
     AND (:text = '' OR instr(t.certificate_no, :text) > 0 OR instr(m.meter_no, :text) > 0 OR instr(p.door_no, :text) > 0 OR instr(c.name, :text) > 0)`;
export const testPage = many(
  TestRow.extend({ isInUse: z.number(), isPassed: z.number() }),
  `SELECT ${COLUMNS}, m.meter_no AS meterNo, m.service, coalesce(a.account_no, '') AS accountNo, coalesce(c.name, '') AS customerName,
     coalesce(p.door_no, '') AS doorNo
   FROM ${FROM} ORDER BY t.tested_on DESC, t.id DESC LIMIT :limit OFFSET :offset`,
);
export const countTests = one(z.object({ n: z.number() }), `SELECT count(*) AS n FROM ${FROM}`);
export const countFailed = one(
  z.object({ n: z.number() }),
  'SELECT count(*) AS n FROM meter_test WHERE is_passed = 0 AND voided_at IS NULL',
);
