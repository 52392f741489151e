import type { ReadDb } from '../../main/db/types.ts';
import { add } from './support.ts';

const AT = Date.parse('2026-11-22T09:00:00+08:00');
const HASH = 'a'.repeat(64);

/**
 * One plausible row for every table, by the migration that made the table and in its shape of then. Ids are 1, so
 * that later rows can point at earlier ones.
 */
export const ROWS: Readonly<Record<number, (db: ReadDb) => void>> = {
  10: (db) => {
    add(db, 'setting', { key: 'station', value_json: '{"name":"城北站"}' });
    add(db, 'sequence', { name: 'receipt', next: 2 });
    add(db, 'request', {
      request_id: 'r-1',
      action: 'cashier.take',
      user_id: 1,
      input_hash: HASH,
      result_json: '{}',
      at: AT,
    });
    add(db, 'audit', {
      at: AT,
      user_id: null,
      user_name: '王芳',
      via: 'window',
      action: 'cashier.take',
      body_json: '{}',
      prev_hash: HASH,
      hash: HASH,
    });
    const head = {
      at: AT,
      business_date: '2026-11-22',
      kind: 'payment',
      memo: '',
      document_kind: 'payment',
      document_id: 1,
      document_hash: HASH,
      user_name: '王芳',
    };
    add(db, 'entry', { id: 1, ...head, prev_hash: HASH, hash: HASH });
    add(db, 'entry_line', { entry_id: 1, line_no: 1, ledger_code: '1001', debit_fen: 5000 });
    add(db, 'entry_line', { entry_id: 1, line_no: 2, ledger_code: '1122', account_id: 1, credit_fen: 5000 });
    db.exec('UPDATE entry SET is_posted = 1 WHERE id = 1');
    add(db, 'ledger_balance', { ledger_code: '1122', account_id: 1, balance_fen: -5000 });
  },
  20: (db) => {
    add(db, 'user', { id: 1, login_name: 'wang', display_name: '王芳', password_hash: '!', created_at: AT });
    add(db, 'user_role', { user_id: 1, role: 'cashier' });
    add(db, 'session', {
      token_hash: HASH,
      user_id: 1,
      via: 'window',
      created_at: AT,
      last_seen_at: AT,
      expires_at: AT + 1,
    });
  },
  30: (db) => {
    add(db, 'customer', { id: 1, name: '李明', created_at: AT });
    add(db, 'premises', { id: 1, building: '3', unit: '2', room: '501', door_no: '3-2-501', created_at: AT });
    add(db, 'account', {
      id: 1,
      account_no: 'E0001',
      customer_id: 1,
      premises_id: 1,
      service: 'electricity',
      opened_on: '2026-01-01',
      created_at: AT,
    });
    add(db, 'search_key', { is_closed: 0, key: 'lm', account_id: 1, kind: 'initials' });
  },
  40: (db) => {
    add(db, 'device', {
      id: 1,
      kind: 'meter-bus',
      name: '1 号楼',
      model: 'meter-bus',
      link_json: '{}',
      created_at: AT,
    });
    add(db, 'meter', {
      id: 1,
      meter_no: 'M1',
      service: 'electricity',
      bus_id: 1,
      installed_on: '2026-01-01',
      created_at: AT,
    });
    add(db, 'account_meter', { id: 1, account_id: 1, meter_id: 1, from_on: '2026-01-01' });
    const reading = { meter_id: 1, source: 'manual', state: 'accepted', created_at: AT };
    add(db, 'reading', { id: 1, ...reading, read_at: AT - 1000, total_milli: 100_000, role: 'baseline' });
    add(db, 'reading', { id: 2, ...reading, read_at: AT, total_milli: 150_000, role: 'usage' });
  },
  50: (db) => {
    add(db, 'tariff', {
      id: 1,
      code: 'E-1',
      effective_from: '2026-01-01',
      name: '居民',
      service: 'electricity',
      document_json: '{}',
      created_at: AT,
    });
    add(db, 'tariff_default', { service: 'electricity', code: 'E-1' });
    add(db, 'billing_run', {
      id: 1,
      month: '2026-11',
      service: 'electricity',
      state: 'issued',
      due_on: '2026-12-10',
      started_at: AT,
    });
    add(db, 'bill_context', { id: 1, hash: HASH, body_json: '{}' });
    add(db, 'bill', {
      id: 1,
      bill_no: 'B1',
      run_id: 1,
      account_id: 1,
      meter_id: 1,
      month: '2026-11',
      period_from: '2026-10-22',
      period_to: '2026-11-22',
      previous_reading_id: 1,
      present_reading_id: 2,
      quantity_milli: 50_000,
      tariff_id: 1,
      amount_fen: 5000,
      context_id: 1,
      explain_json: '{}',
      due_on: '2026-12-10',
      issued_at: AT,
    });
    add(db, 'bill_line', {
      bill_id: 1,
      line_no: 1,
      kind: 'energy',
      quantity_milli: 50_000,
      price_e8: 100_000_000,
      amount_fen: 5000,
    });
  },
  60: (db) => {
    const payment = { receipt_no: 'R1', customer_id: 1, paid_at: AT, business_date: '2026-11-22', method: 'cash' };
    add(db, 'payment', {
      id: 1,
      ...payment,
      amount_fen: 5000,
      tendered_fen: 10_000,
      receipt_json: '{}',
      user_id: 1,
    });
    add(db, 'payment_line', { payment_id: 1, line_no: 1, account_id: 1, bill_id: 1, amount_fen: 5000 });
    add(db, 'payment_credit', { payment_id: 1, account_id: 1, amount_fen: 500 });
    db.exec('UPDATE payment SET entry_id = 1 WHERE id = 1');
    add(db, 'receipt_print', { payment_id: 1, copy_no: 1, printed_at: AT, user_id: 1 });
  },
  70: (db) => {
    const body = { type_code: 'YSP35.5', volume_ml: 35_500, max_fill_g: 14_900, tare_g: 16_500 };
    add(db, 'cylinder', {
      id: 1,
      code: 'C1',
      ...body,
      next_inspection_on: '2028-01-01',
      scrap_on: '2032-01-01',
      created_at: AT,
    });
    add(db, 'cylinder_event', { id: 1, cylinder_id: 1, at: AT, kind: 'registered', user_name: '赵强' });
    const weights = {
      gross_g: 31_000,
      tare_g: 16_500,
      net_g: 14_500,
      nominal_g: 14_500,
      tolerance_g: 500,
      max_fill_g: 14_900,
    };
    const by = { user_id: 1, user_name: '赵强' };
    add(db, 'filling', {
      id: 1,
      cylinder_id: 1,
      filled_at: AT,
      filled_on: '2026-11-22',
      device_id: 1,
      ...weights,
      outcome: 'good',
      ...by,
    });
    add(db, 'filling_refusal', {
      id: 1,
      at: AT,
      refused_on: '2026-11-22',
      scanned_code: 'C2',
      reason: 'cylinder.unknown',
      ...by,
    });
  },
  80: (db) => {
    add(db, 'photo', {
      id: 1,
      sha256: HASH,
      mime_type: 'image/jpeg',
      bytes: new Uint8Array([1, 2]),
      created_at: AT,
      user_id: 1,
    });
    add(db, 'checklist', { id: 90, code: 'kitchens', kind: 'household', name: '餐饮安检', name_en: 'Kitchens' });
    const words = { text: '软管完好', text_en: 'Hose sound', fault: '软管老化', fault_en: 'Hose aged' };
    add(db, 'checklist_item', { id: 90, checklist_id: 90, item_no: 1, kind: 'pass-fail', ...words });
    const who = { user_id: 1, user_name: '孙安' };
    const visit = { kind: 'household', checklist_id: 90, account_id: 1, place: '3-2-501', outcome: 'done' };
    add(db, 'inspection', { id: 1, ...visit, inspected_at: AT, inspected_on: '2026-11-22', photo_id: 1, ...who });
    add(db, 'inspection_answer', { inspection_id: 1, item_id: 90, result: 'fail' });
    const hazard = {
      inspection_id: 1,
      account_id: 1,
      item_id: 90,
      place: '厨房',
      description: '软管老化',
      grade: 'serious',
    };
    const dates = { due_on: '2026-11-25', found_at: AT, found_on: '2026-11-22' };
    add(db, 'hazard', { id: 1, hazard_no: 'H1', ...hazard, ...dates, responsible: '李明', state: 'open' });
    add(db, 'hazard_event', { id: 1, hazard_id: 1, at: AT, on_date: '2026-11-22', kind: 'found', ...who });
  },
  90: (db) => {
    const reading = { meter_id: 1, read_at: AT, source: 'manual', role: 'usage', state: 'accepted', created_at: AT };
    db.exec("UPDATE reading SET state = 'rejected' WHERE id = 2");
    add(db, 'reading', { id: 3, ...reading, total_milli: 140_000 });
    db.exec(`UPDATE bill SET reversed_at = ${AT} WHERE id = 1`);
    const period = { month: '2026-11', period_from: '2026-10-22', period_to: '2026-11-22' };
    const between = { previous_reading_id: 1, present_reading_id: 3, quantity_milli: 40_000 };
    const paper = { amount_fen: 4000, explain_json: '{}', due_on: '2026-12-10', issued_at: AT };
    const whose = { run_id: 1, account_id: 1, meter_id: 1, tariff_id: 1 };
    add(db, 'bill', { id: 2, bill_no: 'B2', ...whose, ...period, ...between, ...paper });
    const done = { reason: '抄错', corrected_at: AT, corrected_on: '2026-11-22', user_id: 1, user_name: '陈经理' };
    add(db, 'correction', {
      id: 1,
      reading_id: 2,
      new_reading_id: 3,
      difference_fen: -1000,
      credit_fen: 1000,
      ...done,
    });
    add(db, 'bill_replacement', { bill_id: 1, new_bill_id: 2, first_bill_id: 1, correction_id: 1 });
    const moved = { correction_id: 1, account_id: 1, from_bill_id: 1, moved_at: AT, moved_on: '2026-11-22' };
    add(db, 'bill_transfer', { id: 1, ...moved, to_bill_id: 2, amount_fen: 4000 });
    add(db, 'bill_transfer', { id: 2, ...moved, to_bill_id: null, amount_fen: 1000 });
  },
  100: (db) => {
    const group = { name: '3 栋公用电', service: 'electricity', meter_id: 1, method: 'equal', price_e8: 54_690_000 };
    add(db, 'sharing_group', { id: 1, ...group, created_at: AT });
    add(db, 'sharing_member', { group_id: 1, account_id: 1, from_on: '2026-01-01' });
    const read = { meter_id: 1, present_id: 1, master_milli: 3000, sub_milli: 1000, loss_milli: 2000, amount_fen: 109 };
    const issued = { proof_json: '{}', issued_at: AT, user_id: 1, user_name: '王芳' };
    add(db, 'share_run', { id: 1, group_id: 1, month: '2026-11', ...read, ...issued });
    add(db, 'share_line', { run_id: 1, account_id: 1, line_no: 1, weight_e6: 1_000_000, share_fen: 109 });
    db.exec('UPDATE share_run SET is_sealed = 1 WHERE id = 1');
  },
  120: (db) => {
    const since = { account_id: 1, from_on: '2026-01-01', counts_on: '2026-01-01' };
    const who = { entered_at: AT, user_id: 1, user_name: '王芳' };
    add(db, 'account_trait', { id: 1, kind: 'household', ...since, value: 5, ...who });
    const instead = { corrects_id: 1, reason: '户口本为 7 人' };
    add(db, 'account_trait', { id: 2, kind: 'household', ...since, value: 7, ...instead, ...who });
    const paper = { until_on: '2027-06-30', evidence: '低保证 0571-123' };
    add(db, 'account_trait', { id: 3, kind: 'quota', ...since, value: 1, ...paper, ...who });
  },
  150: (db) => {
    add(db, 'ledger_day', { ledger_code: '1001', day: '2026-11-21', debit_fen: 5000, credit_fen: 0, lines: 1 });
    add(db, 'ledger_code_map', { ledger_code: '1001', external_code: '100101', external_name: '现金' });
  },
  130: (db) => {
    const paper = {
      month: '2026-11',
      period_from: '2026-11-22',
      period_to: '2026-11-22',
      explain_json: '{}',
      issued_at: AT,
    };
    const charge = { account_id: 1, due_on: '2026-11-22', ...paper };
    add(db, 'bill', { id: 3, bill_no: 'B3', kind: 'late-fee', amount_fen: 200, ...charge });
    add(db, 'bill', { id: 4, bill_no: 'B4', kind: 'shared', amount_fen: 109, ...charge });
    add(db, 'late_fee', { bill_id: 3, of_bill_id: 2, as_of: '2026-12-15', payment_id: 1 });
    const by = { reason: '困难户', user_id: 1, user_name: '陈经理' };
    const adjusted = { adjusted_at: AT, adjusted_on: '2026-11-22', entry_id: 1 };
    add(db, 'adjustment', { id: 1, bill_id: 2, account_id: 1, kind: 'discount', amount_fen: 500, ...adjusted, ...by });
    add(db, 'late_fee_waiver', { id: 1, bill_id: 2, amount_fen: 50, waived_at: AT, waived_on: '2026-11-22', ...by });
    add(db, 'share_bill', { run_id: 1, account_id: 1, bill_id: 4 });
  },
  160: (db) => {
    add(db, 'relay_access', { device_id: 1, level: 2, password: '000000', operator_code: '00000000' });
  },
  190: (db) => {
    const found = {
      meter_id: 1,
      account_id: 1,
      error_e4: 1000,
      is_half: 1,
      from_on: '2026-10-01',
      to_on: '2026-11-01',
    };
    const sums = { recorded_milli: 100_000, difference_milli: -4545, amount_fen: -245 };
    const told = {
      certificate_no: 'JD-1',
      reason: '校验偏快',
      made_at: AT,
      made_on: '2026-11-22',
      user_id: 1,
      user_name: '陈经理',
    };
    add(db, 'meter_fault', { id: 1, ...found, ...sums, ...told });
    const share = {
      days: 31,
      of_days: 31,
      recorded_milli: 100_000,
      difference_milli: -4545,
      before_fen: 5380,
      after_fen: 5135,
    };
    add(db, 'meter_fault_line', { fault_id: 1, line_no: 1, bill_id: 1, ...share });
    db.exec('UPDATE meter_fault SET entry_id = 1 WHERE id = 1');
  },
  140: (db) => {
    add(db, 'account_credit_rule', { account_id: 1, is_auto_pay: 0, low_balance_fen: 5000 });
    const slip = {
      refunded_at: AT,
      business_date: '2026-11-22',
      channel: 'cash',
      payment_id: 1,
      slip_json: '{}',
      user_id: 1,
    };
    const money = { customer_id: 1, account_id: 1, amount_fen: 500, payee: '张伟', reason: '更正后多缴' };
    add(db, 'refund', { id: 1, refund_no: 'T1', ...money, ...slip });
    db.exec('UPDATE refund SET entry_id = 1 WHERE id = 1');
    const auto = { auto_no: 'D1', account_id: 1, paid_at: AT, business_date: '2026-11-22', amount_fen: 500, run_id: 1 };
    add(db, 'auto_payment', { id: 1, ...auto, user_id: 1, user_name: '陈经理' });
    add(db, 'auto_payment_line', { auto_payment_id: 1, line_no: 1, bill_id: 2, amount_fen: 500 });
    db.exec('UPDATE auto_payment SET entry_id = 1 WHERE id = 1');
    const closing = {
      kind: 'closed',
      closed_through: '2026-09',
      at: AT,
      on_date: '2026-11-22',
      user_id: 1,
      user_name: '陈经理',
    };
    const taken = {
      reason: '',
      trial_json: '[]',
      open_json: '[]',
      entry_id: 1,
      entry_hash: 'a',
      prev_hash: '',
      hash: 'b',
    };
    add(db, 'period_event', { id: 1, month: '2026-09', ...closing, ...taken });
    add(db, 'refund_print', { refund_id: 1, copy_no: 1, printed_at: AT, user_id: 1 });
  },
  170: (db) => {
    db.exec("UPDATE message_setting SET smtp_host = 'mail.example.cn'");
    add(db, 'message_template', { code: 'reminder-sms', lang: 'zh-CN', body: '请缴费' });
    add(db, 'message_contact', { customer_id: 1, email: 'a@example.cn', lang: 'zh-CN' });
    add(db, 'dunning_rule', { service: 'gas', rule_json: '{}' });
    const who = { user_id: 1, user_name: '陈经理' };
    add(db, 'dunning_mark', { id: 1, account_id: 1, kind: 'disputed', reason: '对账', made_at: AT, ...who });
    add(db, 'dunning_batch', { id: 1, stage: 'notice', made_at: AT, made_on: '2026-11-22', user_name: '王芳' });
    const debt = { account_id: 1, cycle_bill_id: 1, owed_fen: 100, days_overdue: 31 };
    const taken = { taken_at: AT, taken_on: '2026-11-22', user_name: '王芳' };
    add(db, 'dunning_step', { id: 1, batch_id: 1, stage: 'notice', ...debt, ...taken });
    add(db, 'dunning_step_bill', { step_id: 1, bill_id: 1, first_bill_id: 1, left_fen: 100 });
    const about = { account_id: 1, about_kind: 'dunning-step', about_id: 1 };
    const text = { recipient: '13800000000', body: '请缴费', created_at: AT, user_name: '王芳' };
    add(db, 'message', { id: 1, channel: 'sms', ...about, ...text });
    add(db, 'suspension_order', {
      id: 1,
      order_no: 'S1',
      account_id: 1,
      meter_id: 1,
      kind: 'suspend',
      way: 'relay',
      state: 'proposed',
      notice_step_id: 1,
      owed_fen: 100,
      reason: '',
      proposed_at: AT,
      proposer: '王芳',
    });
    add(db, 'suspension_event', { id: 1, order_id: 1, at: AT, kind: 'proposed', user_name: '王芳' });
  },
  180: (db) => {
    const cohort = { month: '2026-11', service: 'electricity', buildings_json: '["3"]' };
    const totals = {
      bill_count: 1,
      quantity_milli: 40_000,
      amount_fen: 4000,
      exception_count: 0,
      base_bills: 0,
      base_fen: 0,
    };
    const prepared = { prepared_by: 1, prepared_name: '王芳', prepared_at: AT };
    add(db, 'run_approval', { id: 1, ...cohort, due_on: '2026-12-10', ...totals, ...prepared });
    db.exec(
      `UPDATE run_approval SET state = 'approved', decided_by = 2, decided_name = '陈经理', decided_at = ${AT} WHERE id = 1`,
    );
    const by = { user_id: 1, user_name: '陈经理' };
    add(db, 'run_cancellation', {
      id: 1,
      run_id: 1,
      reason: '价格录错',
      bill_count: 1,
      amount_fen: 4000,
      started_at: AT,
      ...by,
    });
    db.exec(`UPDATE bill SET reversed_at = ${AT} WHERE id = 2`);
    const cancelled = { cancelled_at: AT, cancelled_on: '2026-11-22', ...by };
    add(db, 'bill_cancellation', { bill_id: 2, cancellation_id: 1, credit_fen: 1000, ...cancelled });
    const moved = { account_id: 1, from_bill_id: 2, amount_fen: 1000, moved_at: AT, moved_on: '2026-11-22' };
    add(db, 'bill_transfer', { is_cancellation: 1, ...moved });
  },
  200: (db) => {
    const done = {
      amount_fen: 6000,
      method: 'cash',
      note: '',
      business_date: '2026-11-22',
      slip_json: '{}',
      user_id: 1,
    };
    add(db, 'deposit', {
      id: 1,
      receipt_no: 'Y1',
      customer_id: 1,
      account_id: 1,
      purpose: 'cylinder',
      taken_at: AT,
      ...done,
    });
    db.exec('UPDATE deposit SET entry_id = 1 WHERE id = 1');
    const back = { deposit_id: 1, payee: '张伟', returned_at: AT };
    add(db, 'deposit_return', { id: 1, return_no: 'YT1', ...back, ...done, amount_fen: 2000 });
    db.exec('UPDATE deposit_return SET entry_id = 1 WHERE id = 1');
    add(db, 'deposit_print', { deposit_id: 1, copy_no: 1, printed_at: AT, user_id: 1 });
    add(db, 'deposit_return_print', { return_id: 1, copy_no: 1, printed_at: AT, user_id: 1 });
    const bank = { bank_reference: 'B1', settled_at: AT, business_date: '2026-11-22', user_id: 1, user_name: '陈经理' };
    add(db, 'settlement', { id: 1, settlement_no: 'Q1', method: 'wechat', amount_fen: 500, fee_fen: 3, ...bank });
    add(db, 'settlement_day', { settlement_id: 1, day: '2026-11-21', amount_fen: 500 });
    db.exec('UPDATE settlement SET entry_id = 1 WHERE id = 1');
  },
  210: (db) => {
    const line = { baud: 1200, parity: 'even', dataBits: 8, stopBits: 1 };
    db.prepare('UPDATE meter SET protocol = ?, line_json = ?, profile_json = ? WHERE id = 1').run(
      'dlt645-2007',
      JSON.stringify(line),
      JSON.stringify({ preamble: 2 }),
    );
  },
  220: (db) => {
    const schedule = { kind: 'daily', scope_json: '{}', at_minute: 30, is_enabled: 1, done_to: AT, created_at: AT };
    add(db, 'poll_schedule', { id: 1, name: '夜间冻结', ...schedule });
    const run = { cause: 'due', started_at: AT, ended_at: AT, state: 'done', wanted: 1, user_name: 'polling' };
    add(db, 'poll_run', { schedule_id: 1, ...run });
    const night = { read_at: AT, total_milli: 1_000_000, is_frozen: 1, stored_at: AT };
    add(db, 'daily_reading', { meter_id: 1, day: '2026-11-22', ...night });
    const gap = { kind: 'daily', reason_code: 'device.no-answer', params_json: '{}', first_at: AT, last_at: AT };
    add(db, 'poll_gap', { meter_id: 1, day: '2026-11-21', ...gap });
    add(db, 'interval_reading', { meter_id: 1, slot: 1_994_500, offset_s: 12, total_milli: 1_000_000 });
    add(db, 'interval_day', { meter_id: 1, day: 20_770, readings: 1, body: Buffer.from('00', 'hex') });
    add(db, 'interval_load', { scope: 'station', slot: 1_994_500, power_milli: 1200, meters: 1 });
    add(db, 'meter_limit', { meter_id: 1, demand_milli: 5000 });
    add(db, 'meter_alert', { meter_id: 1, kind: 'cover', state: 'open', opened_at: AT, seen_at: AT });
  },
  230: (db) => {
    add(db, 'reading_route', { id: 1, name: '1 号楼', created_at: AT });
    add(db, 'reading_route_stop', { route_id: 1, position: 1, premises_id: 1, service: 'electricity' });
    add(db, 'reading_round', {
      id: 1,
      uid: 'round-1',
      name: '1 号楼 11 月',
      month: '2026-11',
      due_on: '2026-11-25',
      user_id: 1,
      shows_last: 1,
      needs_photo: 0,
      high_percent: 300,
      agree_percent: 150,
      created_at: AT,
    });
    add(db, 'round_stop', { round_id: 1, position: 1, meter_id: 1, account_id: 1 });
    add(db, 'round_download', { uid: 'd-1', round_id: 1, user_id: 1, device_id: 'phone', via: 'phone', at: AT });
    add(db, 'round_capture', {
      uid: 'c-1',
      round_id: 1,
      meter_id: 1,
      download_uid: 'd-1',
      device_id: 'phone',
      taken_at: AT,
      read_at: AT,
      received_at: AT,
      values_json: '{}',
      note: '',
      is_confirmed: 0,
      photo_uid: 'p-1',
      photo_sha256: HASH,
      content_hash: HASH,
      facts_json: '{}',
      outcome: 'counts',
      reading_id: 1,
    });
    add(db, 'round_photo', { uid: 'p-1', sha256: HASH, mime_type: 'image/jpeg', byte_length: 9, received_at: AT });
  },
  240: (db) => {
    const by = { user_id: 1, user_name: '陈经理' };
    const decided = { reading_id: 1, before_json: '{}', note: '核对', decided_at: AT, ...by };
    add(db, 'reading_decision', { id: 1, decision: 'accept', ...decided });
    add(db, 'reading_decision', { id: 2, decision: 'undo', undoes_id: 1, ...decided });
    const asked = { meter_id: 1, reading_id: 1, reason: '重抄', asked_at: AT, asked_by: '陈经理' };
    add(db, 'reading_reread', { id: 1, ...asked });
    add(db, 'reading_reread', { id: 2, ...asked, withdrawn_at: AT });
    const seal = { meter_id: 1, seal_no: 'F1', place: 'cover', on_date: '2026-11-01', done_by: '王芳', at: AT, ...by };
    add(db, 'meter_seal_event', { id: 1, kind: 'put-on', ...seal });
    const event = { meter_id: 1, occurred_at: AT, recorded_at: AT, ...by };
    add(db, 'meter_event', { id: 1, kind: 'cover-open', source: 'poll', source_key: 'a', ...event });
    add(db, 'meter_event', { id: 2, kind: 'other', source: 'manual', ...event, settled_at: AT });
    add(db, 'meter_calibration', { meter_id: 1, kind: 'electricity-class-1', set_at: AT });
    const tested = { meter_id: 1, tested_on: '2026-11-01', purpose: 'dispute', accuracy_class: '1', is_in_use: 1 };
    const result = { overall_e4: -120, is_passed: 1, tested_by: '计量院', recorded_at: AT, ...by };
    add(db, 'meter_test', { id: 1, certificate_no: 'JD1', ...tested, ...result });
    add(db, 'meter_test', { id: 2, certificate_no: 'JD2', ...tested, ...result, voided_at: AT, void_reason: '录错' });
    add(db, 'meter_test_point', { test_id: 1, line_no: 1, point: 'Ib cosφ=1', error_e4: -120, limit_e4: 100 });
  },
  260: (db) => {
    add(db, 'clock_setting', { id: 1, device_id: 1, set_on: '2026-11-22', set_at: AT, user_id: 1 });
  },
  270: (db) => {
    const outcome = { ordered_at: AT, user_id: 1, done_at: AT, outcome_json: '{}' };
    add(db, 'wire_order', { id: 1, kind: 'clock', device_id: 1, meter_id: 1, ...outcome });
    add(db, 'wire_order', { id: 3, kind: 'clocks', device_id: 1, meter_id: null, ordered_at: AT, user_id: 1 });
    add(db, 'wire_order', { id: 2, kind: 'freeze', device_id: 1, meter_id: null, ordered_at: AT, user_id: 1 });
  },
  280: (db) => {
    db.exec(
      'INSERT INTO reading (meter_id, read_at, taken_at, total_milli, source, role, state, created_at) SELECT meter_id, read_at + 1, read_at + 2, total_milli, source, role, state, created_at FROM reading WHERE id = 1',
    );
  },
};

/** Rows for every migration below a version. */
export function fillBefore(db: ReadDb, version: number): void {
  for (const [known, fill] of Object.entries(ROWS)) if (Number(known) < version) fill(db);
}
