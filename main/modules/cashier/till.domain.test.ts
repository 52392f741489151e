import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatYuan } from '../../shared/money.ts';
import { EMPTY_DRAFT, tillFigures, typedFen } from './till.domain.ts';

const owing = {
  bills: [
    { billId: 1, leftFen: 5000, lateFee: null },
    { billId: 2, leftFen: 3000, lateFee: null },
  ],
  accounts: [{}],
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
    problem: null,
  });
});

test('a late fee is asked for with the bill it is of, and with no other', () => {
  const late = { ...owing, bills: [{ billId: 1, leftFen: 5000, lateFee: { feeFen: 120 } }, ...owing.bills.slice(1)] };
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

test('tendered cash gives change; a card never does', () => {
  const typed = { ...EMPTY_DRAFT, tenderedText: '100' };
  expect(tillFigures(owing, typed)).toMatchObject({ paidFen: 8000, tenderedFen: 10_000, changeFen: 2000 });
  expect(tillFigures(owing, { ...typed, method: 'card' })).toMatchObject({ tenderedFen: 8000, changeFen: 0 });
});

test('nothing to pay, too little cash, and nobody to keep the excess are named', () => {
  expect(tillFigures({ ...owing, bills: [] }, EMPTY_DRAFT).problem).toBe('nothing');
  expect(tillFigures(owing, { ...EMPTY_DRAFT, tenderedText: '79.99' }).problem).toBe('tendered-short');
  expect(tillFigures({ bills: [], accounts: [], creditFen: 0 }, { ...EMPTY_DRAFT, amountText: '0.05' }).problem).toBe(
    'no-account',
  );
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
        const bills = lefts.map((leftFen, i) => ({ billId: i, leftFen, lateFee: i % 2 ? { feeFen: i } : null }));
        const f = tillFigures(
          { bills, accounts: [{}], creditFen },
          { ...EMPTY_DRAFT, amountText, tenderedText, usesCredit },
        );
        expect(f.creditFen + f.paidFen - f.keptFen + f.leftFen).toBe(f.owedFen);
        expect(f.creditFen).toBeLessThanOrEqual(Math.min(creditFen, f.owedFen));
        if (f.problem === null) expect(f.tenderedFen - f.changeFen).toBe(f.paidFen);
      },
    ),
  );
});
