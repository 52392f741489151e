import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatYuan } from '../../shared/money.ts';
import { EMPTY_DRAFT, tillFigures, typedFen } from './till.domain.ts';

const OWED = { accountId: 7, kind: 'usage', dueOn: '2026-10-20' };
const owing = {
  bills: [
    { billId: 1, accountId: 7, kind: 'usage', dueOn: '2026-10-20', leftFen: 5000, lateFee: null },
    { billId: 2, accountId: 8, kind: 'usage', dueOn: '2026-09-20', leftFen: 3000, lateFee: null },
  ],
  accounts: [{ accountId: 7 }, { accountId: 8 }],
  lateFeeOrder: 'principal-first' as const,
  creditFen: 1000,
};

test('without typing anything, all bills are paid exactly', () => {
  expect(tillFigures(owing, EMPTY_DRAFT)).toEqual({
    tickedIds: [1, 2],
    owedFen: 8000,
    creditFen: 0,
    dueFen: 8000,
    paidFen: 8000,
    tenderedFen: 8000,
    changeFen: 0,
    leftFen: 0,
    keptFen: 0,
    shares: [
      { billId: 2, amountFen: 3000, feeFen: 0 },
      { billId: 1, amountFen: 5000, feeFen: 0 },
    ],
    keepOnAccountId: 7,
    problem: null,
  });
});

test('a late fee is asked for with the bill it is of, and with no other', () => {
  const late = {
    ...owing,
    bills: [{ ...OWED, billId: 1, leftFen: 5000, lateFee: { feeFen: 120 } }, ...owing.bills.slice(1)],
  };
  expect(tillFigures(late, EMPTY_DRAFT)).toMatchObject({ owedFen: 8120, dueFen: 8120, paidFen: 8120 });
  expect(tillFigures(late, { ...EMPTY_DRAFT, untickedIds: [1] })).toMatchObject({ owedFen: 3000, dueFen: 3000 });
});

test('credit lowers what is asked for, up to what is owed', () => {
  expect(tillFigures(owing, { ...EMPTY_DRAFT, usesCredit: true })).toMatchObject({
    creditFen: 1000,
    dueFen: 7000,
    paidFen: 7000,
  });
  const alone = tillFigures({ ...owing, creditFen: 9000 }, { ...EMPTY_DRAFT, usesCredit: true });
  expect(alone).toMatchObject({ creditFen: 8000, dueFen: 0, paidFen: 0, problem: null });
});

test('a part goes to the bill that was due first, and what each gets is told before it is taken', () => {
  const f = tillFigures(owing, { ...EMPTY_DRAFT, amountText: '40', usesCredit: true });
  expect(f.shares).toEqual([
    { billId: 2, amountFen: 3000, feeFen: 0 },
    { billId: 1, amountFen: 2000, feeFen: 0 },
  ]);
  expect(tillFigures(owing, { ...EMPTY_DRAFT, untickedIds: [2], amountText: '40' }).shares).toEqual([
    { billId: 1, amountFen: 4000, feeFen: 0 },
  ]);
});

test('a late fee is shown within what its bill gets, after the debts or before its own as the station says', () => {
  const late = { ...owing, bills: owing.bills.map((bill) => ({ ...bill, lateFee: { feeFen: 100 } })) };
  const typed = { ...EMPTY_DRAFT, amountText: '81' };
  expect(tillFigures(late, typed).shares).toEqual([
    { billId: 2, amountFen: 3100, feeFen: 100 },
    { billId: 1, amountFen: 5000, feeFen: 0 },
  ]);
  expect(tillFigures({ ...late, lateFeeOrder: 'fee-first' }, typed).shares).toEqual([
    { billId: 2, amountFen: 3100, feeFen: 100 },
    { billId: 1, amountFen: 5000, feeFen: 100 },
  ]);
});

test('paying in advance pays no bill: all of it is kept on the account that is chosen', () => {
  const draft = { ...EMPTY_DRAFT, isPrepay: true, amountText: '200' };
  expect(tillFigures(owing, draft)).toMatchObject({ owedFen: 0, shares: [], keptFen: 20_000, keepOnAccountId: 7 });
  expect(tillFigures(owing, { ...draft, keepOnAccountId: 8 })).toMatchObject({ keptFen: 20_000, keepOnAccountId: 8 });
  expect(tillFigures(owing, { ...draft, amountText: '' }).problem).toBe('nothing');
});

test('tendered cash gives change; a card never does', () => {
  const typed = { ...EMPTY_DRAFT, tenderedText: '100' };
  expect(tillFigures(owing, typed)).toMatchObject({ paidFen: 8000, tenderedFen: 10_000, changeFen: 2000 });
  expect(tillFigures(owing, { ...typed, method: 'card' })).toMatchObject({ tenderedFen: 8000, changeFen: 0 });
});

test('nothing to pay, too little cash, and nobody to keep the excess are named', () => {
  expect(tillFigures({ ...owing, bills: [] }, EMPTY_DRAFT).problem).toBe('nothing');
  expect(tillFigures(owing, { ...EMPTY_DRAFT, tenderedText: '79.99' }).problem).toBe('tendered-short');
  expect(
    tillFigures({ ...owing, bills: [], accounts: [], creditFen: 0 }, { ...EMPTY_DRAFT, amountText: '0.05' }).problem,
  ).toBe('no-account');
});

test('what is no amount stops the till instead of becoming another amount', () => {
  for (const text of ['12.345', '-5', 'abc', '1..2'])
    for (const draft of [
      { ...EMPTY_DRAFT, amountText: text },
      { ...EMPTY_DRAFT, tenderedText: text },
    ])
      expect(tillFigures(owing, draft).problem).toBe('bad-amount');
});

test('figures typed with a Chinese keyboard count', () => {
  expect([typedFen('１２．５'), typedFen('12。5'), typedFen('1，234.50')]).toEqual([1250, 1250, 123_450]);
});

test('whatever is typed, owed = credit + paid − kept + left', () => {
  const typed = fc.oneof(
    fc.constant(''),
    fc.nat(20_000).map((n) => formatYuan(n)),
  );
  fc.assert(
    fc.property(
      fc.array(fc.nat(5000), { maxLength: 5 }),
      fc.nat(9000),
      typed,
      typed,
      fc.boolean(),
      (lefts, creditFen, amountText, tenderedText, usesCredit) => {
        const bills = lefts.map((leftFen, i) => ({
          ...{ billId: i, accountId: 1, kind: 'usage', dueOn: `2026-0${i + 1}-20`, leftFen },
          lateFee: i % 2 ? { feeFen: i } : null,
        }));
        const f = tillFigures(
          { bills, accounts: [{ accountId: 1 }], lateFeeOrder: 'principal-first', creditFen },
          { ...EMPTY_DRAFT, amountText, tenderedText, usesCredit },
        );
        expect(f.creditFen + f.paidFen - f.keptFen + f.leftFen).toBe(f.owedFen);
        expect(f.creditFen).toBeLessThanOrEqual(Math.min(creditFen, f.owedFen));
        expect(f.shares.reduce((sum, share) => sum + share.amountFen, 0)).toBe(f.owedFen - f.leftFen);
        if (f.problem === null) expect(f.tenderedFen - f.changeFen).toBe(f.paidFen);
      },
    ),
  );
});
