import { describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../main/db/migrations/index.ts';
import { fillBefore, ROWS } from './rows.ts';
import { contents, stepTo } from './support.ts';

/** What the rows of a migration must resist, and the words of the refusal. */
const REFUSALS: Readonly<Record<number, readonly (readonly [sql: string, words: string])[]>> = {
  10: [
    ["UPDATE audit SET user_name = '李'", 'append-only'],
    ['DELETE FROM audit', 'append-only'],
    ["UPDATE entry SET memo = 'x'", 'frozen'],
    ['UPDATE entry_line SET debit_fen = 1 WHERE debit_fen > 0', 'frozen'],
    ['DELETE FROM entry_line', 'frozen'],
    ["INSERT INTO entry_line (entry_id, line_no, ledger_code, debit_fen) VALUES (1, 3, '1001', 1)", 'frozen'],
    ["INSERT INTO ledger_balance VALUES ('9999', 0, 0)", 'FOREIGN KEY'],
    ["INSERT INTO entry_line (entry_id, line_no, ledger_code, debit_fen) VALUES (9, 1, '1001', 1)", 'FOREIGN KEY'],
    [
      `INSERT INTO entry (id, at, business_date, kind, memo, document_kind, document_id, document_hash, user_name, is_posted,
         prev_hash, hash) VALUES (9, 0, '', '', '', '', 1, '', '', 1, '', '')`,
      'unbalanced',
    ],
  ],
  20: [
    ["INSERT INTO user (login_name, display_name, password_hash, created_at) VALUES ('WANG', '', '', 0)", 'UNIQUE'],
    ["INSERT INTO user_role VALUES (1, 'owner')", 'CHECK'],
  ],
  30: [["INSERT INTO premises (building, door_no, created_at) VALUES ('3', '3-2-501', 0)", 'UNIQUE']],
  40: [
    ['DELETE FROM reading', 'never deleted'],
    ['UPDATE reading SET total_milli = 1', 'corrected by a new reading'],
    ["INSERT INTO account_meter (account_id, meter_id, from_on) VALUES (1, 1, '2026-06-01')", 'UNIQUE'],
  ],
  50: [
    ['UPDATE bill SET amount_fen = 1', 'frozen'],
    ['UPDATE bill SET paid_fen = amount_fen + 1', 'CHECK'],
    ['DELETE FROM bill', 'frozen'],
    ['UPDATE bill_line SET amount_fen = 1', 'frozen'],
    ["UPDATE bill_context SET body_json = '[]'", 'frozen'],
    ['DELETE FROM bill_context', 'frozen'],
    [
      "INSERT INTO bill_line (bill_id, line_no, kind, quantity_milli, price_e8, amount_fen) VALUES (9, 1, 'x', 0, 0, 0)",
      'FOREIGN KEY',
    ],
  ],
  60: [
    ['UPDATE payment SET amount_fen = 1', 'frozen'],
    ['DELETE FROM payment', 'frozen'],
    ['DELETE FROM payment_line', 'frozen'],
  ],
  70: [
    ['UPDATE filling SET gross_g = 1', 'frozen'],
    ['DELETE FROM filling', 'frozen'],
    ['UPDATE cylinder SET max_fill_g = volume_ml', 'CHECK'],
  ],
  80: [
    ['DELETE FROM hazard_event', 'append-only'],
    ['DELETE FROM inspection', 'frozen'],
    ["UPDATE hazard SET found_on = '2026-12-01'", 'first found'],
    ["UPDATE hazard SET state = 'closed'", 'CHECK'],
  ],
  90: [
    ["UPDATE correction SET reason = 'x'", 'frozen'],
    ['DELETE FROM correction', 'frozen'],
    ['UPDATE bill_replacement SET new_bill_id = 1', 'frozen'],
    ['DELETE FROM bill_transfer', 'frozen'],
    ['INSERT INTO bill_replacement VALUES (2, 1, 1, 1)', 'CHECK'],
    [
      "INSERT INTO bill_transfer (account_id, to_bill_id, amount_fen, moved_at, moved_on) VALUES (1, 2, 1, 0, '')",
      'CHECK',
    ],
  ],
  100: [
    ['UPDATE share_run SET amount_fen = 1', 'frozen'],
    ['UPDATE share_run SET is_sealed = 0', 'frozen'],
    ['DELETE FROM share_run', 'frozen'],
    ['UPDATE share_line SET share_fen = 1', 'frozen'],
    ['DELETE FROM share_line', 'frozen'],
    ['INSERT INTO share_line (run_id, account_id, line_no, weight_e6, share_fen) VALUES (1, 2, 2, 0, 0)', 'frozen'],
    ["UPDATE share_run SET reversed_at = 1, reversed_by = 'x'", 'CHECK'],
    [
      "INSERT INTO sharing_group (name, service, method, price_e8, created_at) VALUES ('x', 'gas', 'equal', 1, 0)",
      'CHECK',
    ],
    [
      "INSERT INTO share_run (group_id, month, amount_fen, proof_json, issued_at, user_id, user_name) VALUES (1, '2026-11', 0, '{}', 0, 1, '')",
      'UNIQUE',
    ],
    [
      `INSERT INTO share_run (id, group_id, month, amount_fen, proof_json, issued_at, user_id, user_name) VALUES (2, 1, '2026-12', 5, '{}', 0, 1, '');
       UPDATE share_run SET is_sealed = 1 WHERE id = 2`,
      'do not sum',
    ],
  ],
  120: [
    ['UPDATE account_trait SET value = 9', 'corrected by a new one'],
    ['DELETE FROM account_trait', 'never deleted'],
    [
      "INSERT INTO account_trait VALUES (9, 1, 'heating', '2026-01-01', '2026-01-01', NULL, 2, '', '', NULL, 0, 0, 1, '')",
      'CHECK',
    ],
    [
      "INSERT INTO account_trait VALUES (9, 1, 'quota', '2026-01-01', '2026-01-01', NULL, 1, '', '', NULL, 0, 0, 1, '')",
      'CHECK',
    ],
    [
      "INSERT INTO account_trait VALUES (9, 1, 'household', '2026-02-01', '2026-01-01', NULL, 3, '', '', NULL, 0, 0, 1, '')",
      'CHECK',
    ],
    [
      "INSERT INTO account_trait VALUES (9, 1, 'household', '2026-01-01', '2026-01-01', NULL, 3, '', 'x', 1, 0, 0, 1, '')",
      'UNIQUE',
    ],
    [
      "INSERT INTO account_trait VALUES (9, 1, 'household', '2026-01-01', '2026-01-01', NULL, NULL, '', '', NULL, 1, 0, 1, '')",
      'CHECK',
    ],
    ['UPDATE reading SET reactive_milli = 1', 'corrected by a new reading'],
  ],
  150: [
    ["INSERT INTO ledger_day VALUES ('9999', '2026-11-22', 0, 0, 1)", 'FOREIGN KEY'],
    ["INSERT INTO ledger_day VALUES ('1001', '2026-11-23', -1, 0, 1)", 'CHECK'],
    ["INSERT INTO ledger_code_map VALUES ('1122', '', '')", 'CHECK'],
  ],
  130: [
    ['UPDATE bill SET meter_id = 1 WHERE id = 3', 'frozen'],
    ["UPDATE bill SET kind = 'other' WHERE id = 3", 'frozen'],
    ["UPDATE late_fee SET as_of = '2027-01-01'", 'frozen'],
    ['UPDATE late_fee SET payment_id = NULL', 'frozen'],
    ['DELETE FROM late_fee', 'frozen'],
    ['UPDATE adjustment SET amount_fen = 1', 'frozen'],
    ['UPDATE adjustment SET reversed_at = 1', 'CHECK'],
    ['DELETE FROM adjustment', 'frozen'],
    ['UPDATE late_fee_waiver SET amount_fen = 1', 'frozen'],
    ['DELETE FROM late_fee_waiver', 'frozen'],
    ['INSERT INTO share_bill VALUES (1, 1, 3)', 'UNIQUE'],
    ['DELETE FROM share_bill', 'frozen'],
  ],
  200: [
    ['UPDATE deposit SET amount_fen = 1', 'frozen'],
    ['UPDATE deposit SET entry_id = NULL', 'frozen'],
    ['DELETE FROM deposit', 'frozen'],
    ["UPDATE deposit SET reversed_at = 1, reversed_on = '2026-11-22'", 'was returned'],
    ['UPDATE deposit_return SET amount_fen = 1', 'frozen'],
    ['UPDATE deposit_return SET entry_id = NULL', 'frozen'],
    ['UPDATE deposit_return SET reversed_at = 1', 'CHECK'],
    ['DELETE FROM deposit_return', 'frozen'],
    [
      `INSERT INTO deposit_return (return_no, deposit_id, method, amount_fen, payee, note, returned_at, business_date, slip_json, user_id)
       VALUES ('YT2', 1, 'cash', 4001, 'x', '', 0, '2026-11-22', '{}', 1)`,
      'more than the deposit held',
    ],
    ['DELETE FROM deposit_print', 'counted'],
    ['DELETE FROM deposit_return_print', 'counted'],
    ['UPDATE settlement SET amount_fen = 1', 'frozen'],
    ['UPDATE settlement SET entry_id = NULL', 'frozen'],
    ['UPDATE settlement SET reversed_at = 1', 'CHECK'],
    ['DELETE FROM settlement', 'frozen'],
    ['UPDATE settlement_day SET amount_fen = 1', 'frozen'],
    ['DELETE FROM settlement_day', 'frozen'],
    ["INSERT INTO settlement_day VALUES (1, '2026-11-20', 1)", 'frozen'],
    [
      `INSERT INTO settlement (id, settlement_no, method, amount_fen, fee_fen, bank_reference, settled_at, business_date, user_name)
         VALUES (2, 'Q2', 'card', 5, 0, 'x', 0, '2026-11-22', '');
       INSERT INTO settlement_day VALUES (2, '2026-11-20', 4);
       UPDATE settlement SET entry_id = 1 WHERE id = 2`,
      'do not sum',
    ],
  ],
  160: [
    ["UPDATE relay_access SET password = 'secret'", 'CHECK'],
    ["INSERT INTO relay_access VALUES (99, 2, '000000', '00000000')", 'FOREIGN KEY'],
  ],
  140: [
    ['UPDATE refund SET amount_fen = 1', 'frozen'],
    ['UPDATE refund SET entry_id = NULL', 'frozen'],
    ['DELETE FROM refund', 'frozen'],
    ['UPDATE refund SET reversed_at = 1', 'CHECK'],
    ['DELETE FROM refund_print', 'counted'],
    ['UPDATE auto_payment SET amount_fen = 1', 'frozen'],
    ['UPDATE auto_payment SET entry_id = NULL', 'frozen'],
    ['DELETE FROM auto_payment', 'frozen'],
    ['DELETE FROM auto_payment_line', 'frozen'],
    ['INSERT INTO auto_payment_line VALUES (1, 2, 2, 1)', 'frozen'],
    ["UPDATE period_event SET trial_json = '{}'", 'frozen'],
    ['DELETE FROM period_event', 'frozen'],
    [
      `INSERT INTO entry (id, at, business_date, kind, memo, document_kind, document_id, document_hash, user_name, prev_hash, hash)
         VALUES (90, 0, '2026-09-30', 'x', '', 'x', 1, '', '', '', '');
       INSERT INTO entry_line (entry_id, line_no, ledger_code, debit_fen, credit_fen) VALUES (90, 1, '1001', 1, 0), (90, 2, '6001', 0, 1);
       UPDATE entry SET is_posted = 1 WHERE id = 90`,
      'the month is closed',
    ],
    ['INSERT INTO credit_policy VALUES (2, 1, 0, 0, 1)', 'CHECK'],
    ['UPDATE account_credit_rule SET low_balance_fen = -1', 'CHECK'],
    [
      `BEGIN;
       INSERT INTO entry_line (entry_id, line_no, ledger_code, debit_fen, credit_fen) VALUES (91, 1, '1001', 1, 0), (91, 2, '6001', 0, 1);
       INSERT INTO entry (id, at, business_date, kind, memo, document_kind, document_id, document_hash, user_name, is_posted, prev_hash, hash)
         VALUES (91, 0, '2026-09-30', 'x', '', 'x', 1, '', '', 1, '', '')`,
      'the month is closed',
    ],
  ],
  170: [
    ["UPDATE message SET body = 'x'", 'frozen'],
    ["UPDATE message SET state = 'sent'", 'queued to sending'],
    ['DELETE FROM message', 'frozen'],
    ["UPDATE dunning_mark SET reason = 'x'", 'frozen'],
    ["UPDATE dunning_mark SET lifted_at = 1, lifted_by = ''", 'CHECK'],
    [
      "INSERT INTO dunning_mark (account_id, kind, reason, made_at, user_name) VALUES (1, 'protected', 'x', 0, '')",
      'CHECK',
    ],
    ["UPDATE dunning_batch SET made_on = ''", 'frozen'],
    ['UPDATE dunning_step SET owed_fen = 1', 'frozen'],
    ["UPDATE dunning_step SET served_on = '2026-11-22'", 'CHECK'],
    ['UPDATE dunning_step_bill SET left_fen = 1', 'frozen'],
    [
      `INSERT INTO dunning_step (batch_id, account_id, stage, cycle_bill_id, owed_fen, days_overdue, taken_at, taken_on, user_name)
       VALUES (1, 1, 'notice', 1, 1, 1, 0, '', '')`,
      'UNIQUE',
    ],
    ['UPDATE suspension_order SET owed_fen = 1', 'frozen'],
    ["UPDATE suspension_order SET state = 'done'", 'one step after the other'],
    ["UPDATE suspension_order SET state = 'confirmed'", 'CHECK'],
    [
      `INSERT INTO dunning_mark (account_id, kind, reason, evidence, made_at, user_name) VALUES (1, 'protected', 'x', 'y', 0, '');
       UPDATE suspension_order SET state = 'confirmed', confirmed_by = 1`,
      'not cut off',
    ],
    ["UPDATE suspension_event SET note = 'x'", 'frozen'],
    ['DELETE FROM suspension_event', 'frozen'],
  ],
  180: [
    ['UPDATE run_approval SET amount_fen = 1', 'frozen'],
    ["UPDATE run_approval SET decided_name = 'x'", 'decided once'],
    ['DELETE FROM run_approval', 'frozen'],
    [
      `INSERT INTO run_approval (month, service, buildings_json, due_on, bill_count, quantity_milli, amount_fen, exception_count,
         base_bills, base_fen, prepared_name, prepared_at) VALUES ('2026-11', 'electricity', '["3"]', '', 1, 0, 0, 0, 0, 0, '', 0)`,
      'UNIQUE',
    ],
    [
      `INSERT INTO run_approval (month, service, buildings_json, due_on, bill_count, quantity_milli, amount_fen, exception_count,
         base_bills, base_fen, prepared_by, prepared_name, prepared_at, state, decided_by)
       VALUES ('2026-12', 'gas', '[]', '', 1, 0, 0, 0, 0, 0, 1, '', 0, 'approved', 1)`,
      'CHECK',
    ],
    ["UPDATE run_cancellation SET reason = 'x'", 'frozen'],
    ['DELETE FROM run_cancellation', 'frozen'],
    ['UPDATE bill_cancellation SET credit_fen = 0', 'frozen'],
    ['DELETE FROM bill_cancellation', 'frozen'],
    ['UPDATE bill_transfer SET amount_fen = 1', 'frozen'],
    ['DELETE FROM bill_transfer', 'frozen'],
    [
      "INSERT INTO bill_transfer (is_cancellation, account_id, to_bill_id, amount_fen, moved_at, moved_on) VALUES (1, 1, 2, 1, 0, '')",
      'CHECK',
    ],
  ],
  190: [
    ['UPDATE meter_fault SET amount_fen = -1', 'frozen'],
    ['UPDATE meter_fault SET entry_id = NULL', 'frozen'],
    ['DELETE FROM meter_fault', 'frozen'],
    ['UPDATE meter_fault_line SET difference_milli = 1', 'frozen'],
    ['DELETE FROM meter_fault_line', 'frozen'],
    ['INSERT INTO meter_fault_line VALUES (1, 2, 1, 1, 1, 1, 1, 1, 1)', 'frozen'],
    [
      `INSERT INTO meter_fault (meter_id, account_id, error_e4, is_half, from_on, to_on, recorded_milli, difference_milli, amount_fen,
         certificate_no, reason, made_at, made_on, user_name) VALUES (1, 1, 1, 0, '2026-10-31', '2026-12-01', 1, -1, -1, 'x', 'x', 0, '', '')`,
      'once for a day',
    ],
    [
      `INSERT INTO meter_fault (meter_id, account_id, error_e4, is_half, from_on, to_on, recorded_milli, difference_milli, amount_fen,
         certificate_no, reason, made_at, made_on, user_name) VALUES (1, 1, 1, 0, '2026-11-01', '2026-12-01', 1, 1, 1, 'x', 'x', 0, '', '')`,
      'CHECK',
    ],
    [
      `UPDATE meter_fault SET reversed_at = 1, reversed_on = '2026-11-23', reversal_reason = 'a';
       UPDATE meter_fault SET reversal_reason = 'b'`,
      'reversed once',
    ],
  ],
  210: [
    ["UPDATE meter SET line_json = '{'", 'CHECK'],
    ["UPDATE meter SET profile_json = 'x'", 'CHECK'],
    ['UPDATE device SET is_recorded = 2', 'CHECK'],
  ],
  220: [
    ['UPDATE daily_reading SET total_milli = 1', 'frozen'],
    ['DELETE FROM daily_reading', 'kept'],
    ['UPDATE interval_reading SET total_milli = 1', 'frozen'],
    ['DELETE FROM interval_reading', 'kept'],
    ['UPDATE interval_day SET readings = 2', 'frozen'],
    ['DELETE FROM interval_day', 'kept'],
    ["INSERT INTO meter_alert (meter_id, kind, state, opened_at, seen_at) VALUES (1, 'cover', 'open', 0, 0)", 'UNIQUE'],
    ['DELETE FROM meter_alert', 'history'],
    ["UPDATE meter_alert SET state = 'closed', closed_at = 1; UPDATE meter_alert SET note = 'x'", 'history'],
    ["UPDATE poll_schedule SET kind = 'settlement'", 'CHECK'],
    ["UPDATE poll_run SET cause = 'retry'", 'CHECK'],
    ['UPDATE poll_gap SET settled_at = 1', 'CHECK'],
  ],
  230: [
    ["DELETE FROM round_capture WHERE uid = 'c-1'", 'never deleted'],
    ["UPDATE round_capture SET read_at = 1 WHERE uid = 'c-1'", 'never changed'],
    ["UPDATE round_capture SET values_json = '{\"totalMilli\":1}' WHERE uid = 'c-1'", 'never changed'],
    ["UPDATE round_capture SET reading_id = NULL WHERE uid = 'c-1'", 'keeps its reading'],
    [
      `INSERT INTO round_capture (uid, round_id, meter_id, download_uid, device_id, taken_at, read_at, received_at, note, is_confirmed,
         content_hash, facts_json, outcome) VALUES ('c-2', 1, 1, 'd-1', 'x', 1, 1, 1, '', 0, '', '{}', 'noted')`,
      'CHECK',
    ],
    [`INSERT INTO round_photo VALUES ('p-9', '${'b'.repeat(64)}', 'image/png', 1, 1)`, 'FOREIGN KEY'],
    ["UPDATE reading_round SET state = 'lost'", 'CHECK'],
  ],
  240: [
    ["UPDATE reading_decision SET note = 'x'", 'frozen'],
    ['DELETE FROM reading_decision', 'frozen'],
    [
      "INSERT INTO reading_decision (reading_id, decision, before_json, note, user_name, decided_at) VALUES (1, 'undo', '{}', '', '', 0)",
      'CHECK',
    ],
    ["UPDATE reading_reread SET reason = 'x' WHERE id = 1", 'frozen'],
    ['UPDATE reading_reread SET withdrawn_at = 1 WHERE id = 2', 'ends once'],
    ['DELETE FROM reading_reread', 'frozen'],
    ["UPDATE meter_seal_event SET note = 'x'", 'frozen'],
    ['DELETE FROM meter_seal_event', 'frozen'],
    [
      "INSERT INTO meter_seal_event (meter_id, seal_no, place, kind, on_date, done_by, user_name, at) VALUES (1, 'F1', 'cover', 'broken', '', '', '', 0)",
      'CHECK',
    ],
    ["UPDATE meter_event SET kind = 'other'", 'frozen'],
    ['UPDATE meter_event SET settled_at = 1 WHERE id = 2', 'settled once'],
    ['DELETE FROM meter_event', 'frozen'],
    ['UPDATE meter_test SET overall_e4 = 0', 'frozen'],
    ["UPDATE meter_test SET void_reason = 'y' WHERE id = 2", 'voided once'],
    ['DELETE FROM meter_test', 'frozen'],
    ['UPDATE meter_test_point SET error_e4 = 0', 'frozen'],
    ['DELETE FROM meter_test_point', 'frozen'],
  ],
  260: [["INSERT INTO clock_setting (device_id, set_on, set_at) VALUES (1, '2026-11-22', 1)", 'UNIQUE']],
  270: [
    ["INSERT INTO wire_order (kind, device_id, ordered_at) VALUES ('clock', 1, 1)", 'CHECK'],
    ["INSERT INTO wire_order (kind, device_id, ordered_at) VALUES ('trip', 1, 1)", 'CHECK'],
    ["INSERT INTO wire_order (kind, device_id, meter_id, ordered_at) VALUES ('clocks', 1, 1, 1)", 'CHECK'],
    ['UPDATE wire_order SET done_at = 1 WHERE id = 2', 'CHECK'],
    ["UPDATE wire_order SET outcome_json = '[]' WHERE id = 1", 'frozen'],
  ],
  280: [
    ['UPDATE reading SET taken_at = 1', 'corrected by a new reading'],
    [
      'INSERT INTO reading (meter_id, read_at, taken_at, total_milli, source, role, state, created_at) SELECT meter_id, 7, 7, total_milli, source, role, state, created_at FROM reading WHERE id = 1',
      'CHECK',
    ],
  ],
};

describe.each(MIGRATIONS.map(({ version, name }) => [version, name] as const))('migration %i (%s)', (version) => {
  test('keeps every row that was there and takes rows in every new table', () => {
    using step = stepTo(version);
    fillBefore(step.db, version);
    const before = contents(step.db);
    step.upgrade();
    const after = contents(step.db);
    for (const [table, rows] of Object.entries(before)) expect(after[table], table).toMatchObject(rows);
    const fill = ROWS[version];
    if (!fill) throw new Error(`test/migrations/rows.ts has no rows for migration ${version}`);
    fill(step.db);
    const empty = Object.entries(contents(step.db)).filter(([, rows]) => rows.length === 0);
    expect(empty.map(([table]) => table)).toEqual([]);
    expect(step.db.pragma('foreign_key_check')).toEqual([]);
  });

  test.runIf(REFUSALS[version])('its tables refuse what must not happen', () => {
    using step = stepTo(version);
    fillBefore(step.db, version);
    step.upgrade();
    ROWS[version]?.(step.db);
    for (const [sql, words] of REFUSALS[version] ?? []) expect(() => step.db.exec(sql), sql).toThrow(words);
  });
});
