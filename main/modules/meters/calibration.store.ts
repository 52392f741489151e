import { run } from '../../db/query.ts';

export const setCalibrationDue = run(
  'UPDATE meter SET calibration_due_on = :dueOn, version = version + 1 WHERE id = :meterId',
);
export const setSealNo = run('UPDATE meter SET seal_no = :sealNo, version = version + 1 WHERE id = :meterId');
