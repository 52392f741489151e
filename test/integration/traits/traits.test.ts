import { expect, test } from 'vitest';
import { makeStation, type TestStation } from '../../support/station.ts';
import { addHouse, type House, newRequest } from '../billing/fixture.ts';
import { setTrait } from './fixture.ts';

async function file(ann: TestStation, house: House) {
  const [account] = await ann.as('reader').traits.ofCustomer({ customerId: house.customerId });
  if (!account) throw new Error('the account is gone');
  return account;
}
const now = async (ann: TestStation, house: House) =>
  (await file(ann, house)).current.map(({ kind, value }) => [kind, value]);

test('what holds today is the newest entry that counts, everything entered stays in the history', async () => {
  await using ann = makeStation();
  ann.setClock('2026-06-15T09:00:00+08:00');
  const house = addHouse(ann, '1-101');
  await setTrait(ann, house, { kind: 'household', fromOn: '2026-06-01', value: 5 });
  await setTrait(ann, house, { kind: 'household', fromOn: '2026-09-01', value: 4 });
  await setTrait(ann, house, { kind: 'heating', fromOn: '2026-02-01', value: 1 });
  await setTrait(ann, house, { kind: 'heating', fromOn: '2026-04-01', value: null });
  const quota = { kind: 'quota' as const, fromOn: '2026-01-01', value: 1, evidence: '低保证 1' };
  await setTrait(ann, house, { ...quota, untilOn: '2026-05-31' });
  expect(await now(ann, house)).toEqual([['household', 5]]);
  expect((await file(ann, house)).history).toHaveLength(6);
});

test('a wrong entry is corrected once, by another or by none, and is never changed', async () => {
  await using ann = makeStation();
  ann.setClock('2026-06-15T09:00:00+08:00');
  const house = addHouse(ann, '1-101');
  const traitId = await setTrait(ann, house, { kind: 'household', fromOn: '2026-06-01', value: 5 });
  const correct = (id: number, instead: { fromOn: string; value: number } | null) =>
    ann.as('cashier').traits.correct({ traitId: id as never, instead, reason: '登记错误', requestId: newRequest() });
  const second = await correct(traitId, { fromOn: '2026-05-01', value: 6 });
  expect(await now(ann, house)).toEqual([['household', 6]]);
  await expect(correct(traitId, null)).rejects.toMatchObject({ cause: { code: 'trait.already-corrected' } });
  await correct(second, null);
  expect(await now(ann, house)).toEqual([['household', 3]]);
  const actions = ann.station.db
    .prepare("SELECT action FROM audit WHERE action LIKE 'traits.%' ORDER BY id")
    .pluck()
    .all();
  expect(actions).toEqual(['traits.set', 'traits.correct', 'traits.correct']);
});

test.each([
  ['trait.not-for-service', { kind: 'capacity', fromOn: '2026-02-01', value: 5_000_000 }],
  ['trait.value-beyond', { kind: 'household', fromOn: '2026-02-01', value: 31 }],
  ['trait.before-opening', { kind: 'household', fromOn: '2025-12-31', value: 5 }],
  ['trait.too-far-ahead', { kind: 'household', fromOn: '2062-02-01', value: 5 }],
  ['trait.day-taken', { kind: 'household', fromOn: '2026-01-01', value: 5 }],
  ['trait.nothing-to-end', { kind: 'heating', fromOn: '2026-02-01', value: null }],
  ['trait.needs-evidence', { kind: 'quota', fromOn: '2026-02-01', value: 1, untilOn: '2026-12-31' }],
  ['trait.ends-before-it-begins', { kind: 'heating', fromOn: '2026-02-01', value: 1, untilOn: '2026-01-31' }],
] as const)('%s is refused', async (code, trait) => {
  await using ann = makeStation();
  ann.setClock('2026-06-15T09:00:00+08:00');
  const house = addHouse(ann, '1-101', { service: 'gas' });
  await expect(setTrait(ann, house, trait)).rejects.toMatchObject({ cause: { code } });
  expect((await file(ann, house)).history).toHaveLength(1);
});

test('a repeated click enters nothing twice, and a reader enters nothing', async () => {
  await using ann = makeStation();
  ann.setClock('2026-06-15T09:00:00+08:00');
  const house = addHouse(ann, '1-101');
  const cmd = { accountId: house.accountId, kind: 'heating', fromOn: '2026-02-01', value: 1 } as const;
  const requestId = newRequest();
  const first = await ann.as('cashier').traits.set({ ...cmd, requestId });
  expect(await ann.as('cashier').traits.set({ ...cmd, requestId })).toBe(first);
  await expect(ann.as('reader').traits.set({ ...cmd, requestId: newRequest() })).rejects.toMatchObject({
    cause: { code: 'permission.denied' },
  });
});
