import { describe, expect, test } from 'vitest';
import {
  credit,
  debit,
  LEDGER_CODES,
  post,
  reverse,
  trialBalance,
  verify,
} from '../../../main/modules/ledger/index.ts';
import { isStationError } from '../../../main/shared/error-codes.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';

const { cash, receivable, revenue } = LEDGER_CODES;

function postSale(ann: TestStation, amount: number, request = requestId()): number {
  const { station } = ann;
  return station.write(ann.actor('cashier'), { action: 'test.sale', requestId: request, input: { amount } }, (tx) =>
    post(tx, {
      kind: 'bill',
      memo: 'test',
      documentKind: 'test',
      documentId: 1,
      document: { amount },
      lines: [debit(receivable, amount, 7), credit(revenue, amount)],
      zone: station.zone,
    }),
  );
}

describe('the ledger kernel', () => {
  test('posts a balanced entry once, however often the request is repeated', async () => {
    await using ann = makeStation();
    const request = requestId();
    expect(postSale(ann, 5000, request)).toBe(1);
    expect(postSale(ann, 5000, request)).toBe(1);
    expect(verify(ann.station.db, {})).toMatchObject({ isSound: true, entries: 1, auditRows: 1 });
  });

  test('refuses the same request with other figures', async () => {
    await using ann = makeStation();
    const request = requestId();
    postSale(ann, 5000, request);
    expect(() => postSale(ann, 6000, request)).toThrow(expect.toSatisfy((e) => isStationError(e, 'request.reused')));
  });

  test('a reversal mirrors its entry, once', async () => {
    await using ann = makeStation();
    const id = postSale(ann, 5000);
    const undo = () =>
      ann.station.write(ann.actor('manager'), { action: 'test.reverse' }, (tx) =>
        reverse(tx, id, 'wrong', ann.station.zone),
      );
    undo();
    expect(undo).toThrow(expect.toSatisfy((e) => isStationError(e, 'ledger.already-reversed')));
    expect(trialBalance(ann.station.db).every((row) => row.debitFen === 0 && row.creditFen === 0)).toBe(true);
  });

  test('the database itself refuses an unbalanced or altered posted entry', async () => {
    await using ann = makeStation();
    const { db } = ann.station;
    postSale(ann, 5000);
    expect(() => db.exec('UPDATE entry_line SET debit_fen = 1 WHERE debit_fen > 0')).toThrow('frozen');
    expect(() => db.exec("UPDATE entry SET memo = 'x'")).toThrow('frozen');
    expect(() => db.exec('DELETE FROM entry_line')).toThrow('frozen');
    db.exec(`INSERT INTO entry (id, at, business_date, kind, memo, document_kind, document_id, document_hash, user_name, prev_hash, hash)
             VALUES (2, 0, '2026-01-01', 'x', '', 'x', 1, '', '', '', '');
             INSERT INTO entry_line (entry_id, line_no, ledger_code, debit_fen) VALUES (2, 1, '${cash}', 100), (2, 2, '${revenue}', 50)`);
    expect(() => db.exec('UPDATE entry SET is_posted = 1 WHERE id = 2')).toThrow('unbalanced');
  });

  test('verify names the entry whose content was changed behind its back', async () => {
    await using ann = makeStation();
    const { db } = ann.station;
    postSale(ann, 5000);
    postSale(ann, 7000);
    db.exec('DROP TRIGGER entry_line_update');
    db.exec('UPDATE entry_line SET credit_fen = 6999 WHERE entry_id = 2 AND credit_fen > 0');
    const result = verify(db, {});
    expect(result.isSound).toBe(false);
    expect(result.findings.map((f) => [f.code, f.entryId])).toContainEqual(['entry-altered', 2]);
  });
});
