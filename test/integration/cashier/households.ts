import { billDocument } from '../../../main/modules/billing/index.ts';
import { credit, debit, LEDGER_CODES, post } from '../../../main/modules/ledger/index.ts';
import { LateFeeRule, type LateFeeRuleInput } from '../../../main/modules/tariffs/charges.schema.ts';
import { AccountId, BillId, CustomerId } from '../../../main/shared/ids.ts';
import type { TestStation } from '../../support/station.ts';
import { FLAT } from '../billing/fixture.ts';

type Service = 'electricity' | 'gas' | 'water';

export interface BillOptions {
  readonly month?: string;
  readonly dueOn?: string;
  /** Rule of the tariff it was priced by; without one paying late costs nothing. */
  readonly lateFee?: LateFeeRuleInput;
}

/**
 * Households with bills of any amount, put straight into the tables: the counter's rules are tested without the
 * readings and prices that lead to a bill. Each bill has its ledger entry.
 */
export function households(ann: Pick<TestStation, 'station' | 'actor'>) {
  const { station } = ann;
  const by = ann.actor('manager');
  let doors = 0;

  const insert = (sql: string, ...values: (string | number)[]) =>
    station.write(by, { action: 'test.insert' }, (tx) => Number(tx.db.prepare(sql).run(...values).lastInsertRowid));

  function account(customerId: CustomerId, service: Service = 'gas', building = '3'): AccountId {
    const room = String(++doors);
    const premises = insert(
      'INSERT INTO premises (building, unit, room, door_no, created_at) VALUES (?, ?, ?, ?, 0)',
      building,
      '2',
      room,
      `${building}-2-${room}`,
    );
    return AccountId.parse(
      insert(
        "INSERT INTO account (account_no, customer_id, premises_id, service, opened_on, created_at) VALUES (?, ?, ?, ?, '2025-01-01', 0)",
        `A${String(doors).padStart(5, '0')}`,
        customerId,
        premises,
        service,
      ),
    );
  }

  function customer(name = '张伟'): CustomerId {
    return CustomerId.parse(
      insert("INSERT INTO customer (name, phone, created_at) VALUES (?, '13800000000', 0)", name),
    );
  }

  function bill(accountId: AccountId, amountFen: number, options: BillOptions = {}): BillId {
    const month = options.month ?? '2026-10';
    return station.write(by, { action: 'test.bill' }, (tx) => {
      const add = (sql: string, ...values: (string | number)[]) =>
        Number(tx.db.prepare(sql).run(...values).lastInsertRowid);
      const { service } = tx.db.prepare('SELECT service FROM account WHERE id = ?').get(accountId) as {
        service: string;
      };
      const meter = add(
        "INSERT INTO meter (meter_no, service, installed_on, created_at) VALUES (?, ?, '2025-01-01', 0)",
        `M${next()}`,
        service,
      );
      const reading = (at: number, milli: number) =>
        add(
          "INSERT INTO reading (meter_id, read_at, total_milli, source, role, state, created_at) VALUES (?, ?, ?, 'manual', 'usage', 'accepted', 0)",
          meter,
          at,
          milli,
        );
      const tariff = add(
        "INSERT INTO tariff (code, effective_from, name, service, document_json, created_at) VALUES (?, '2026-01-01', 't', ?, ?, 0)",
        `T${next()}`,
        service,
        JSON.stringify({ ...FLAT, lateFee: options.lateFee && LateFeeRule.parse(options.lateFee) }),
      );
      const run = add(
        "INSERT INTO billing_run (month, service, state, due_on, started_at) VALUES (?, ?, 'issued', '2026-11-30', 0)",
        month,
        service,
      );
      const billNo = `B${next()}`;
      const id = add(
        `INSERT INTO bill (bill_no, run_id, account_id, meter_id, month, period_from, period_to, previous_reading_id, present_reading_id,
           quantity_milli, tariff_id, amount_fen, explain_json, due_on, issued_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', ?, ?)`,
        billNo,
        run,
        accountId,
        meter,
        month,
        `${month}-01`,
        `${month}-28`,
        reading(1, 0),
        reading(2, 10_000),
        10_000,
        tariff,
        amountFen,
        options.dueOn ?? `${month}-28`,
        tx.now,
      );
      const entryId = post(tx, {
        kind: 'bill',
        memo: billNo,
        documentKind: 'bill',
        documentId: id,
        document: billDocument(tx.db, id),
        lines: [debit(LEDGER_CODES.receivable, amountFen, accountId), credit(LEDGER_CODES.revenue, amountFen)],
        zone: station.zone,
      });
      tx.db.prepare('UPDATE bill SET entry_id = ? WHERE id = ?').run(entryId, id);
      return BillId.parse(id);
    });
  }

  let counter = 0;
  const next = () => String(++counter).padStart(6, '0');

  return {
    account,
    bill,
    customer,
    /** One customer with one gas account and one bill an amount, oldest first. */
    household(amounts: readonly number[], name?: string) {
      const customerId = customer(name);
      const accountId = account(customerId);
      const billIds = amounts.map((amount, i) =>
        bill(accountId, amount, { month: `2026-${String(i + 1).padStart(2, '0')}` }),
      );
      return { customerId, accountId, billIds };
    },
    leftOn: (billId: BillId) =>
      (station.db.prepare('SELECT amount_fen - paid_fen AS fen FROM bill WHERE id = ?').get(billId) as { fen: number })
        .fen,
  };
}

/** Balance of a ledger account over all 户号, debit minus credit. */
export function ledgerTotal(ann: TestStation, code: string): number {
  return (
    ann.station.db
      .prepare('SELECT coalesce(sum(balance_fen), 0) AS fen FROM ledger_balance WHERE ledger_code = ?')
      .get(code) as {
      fen: number;
    }
  ).fen;
}
