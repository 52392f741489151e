import { expect, test } from 'vitest';
import { AUDIT_PAGE, NOBODY } from '../../../main/modules/users/audit.schema.ts';
import { makeStation, type TestStation } from '../../support/station.ts';

function act(ann: TestStation, role: 'cashier' | 'manager', action: string, id: number): void {
  ann.station.write(ann.actor(role), { action, input: { id } }, (tx) => {
    tx.audit({ kind: 'thing', id, before: { name: 'old' }, after: { name: 'new' } });
  });
}

test('the trail is read newest first, page by page, and says what was touched', async () => {
  await using ann = makeStation();
  for (let id = 1; id <= AUDIT_PAGE + 5; id++) act(ann, 'cashier', 'test.change', id);
  const first = await ann.as('manager').audit.list({});
  expect(first.total).toBe(AUDIT_PAGE + 5);
  expect(first.rows).toHaveLength(AUDIT_PAGE);
  expect(first.rows[0]).toMatchObject({
    userName: 'cashier',
    action: 'test.change',
    subjectKind: 'thing',
    subjectId: String(AUDIT_PAGE + 5),
    subjectCount: 1,
  });
  const second = await ann.as('manager').audit.list({ page: 2 });
  expect(second.rows.map(({ subjectId }) => subjectId)).toEqual(['5', '4', '3', '2', '1']);
});

test('filters by person, action and local day work alone and together', async () => {
  await using ann = makeStation({ at: '2026-11-22T23:30:00+08:00' });
  act(ann, 'cashier', 'test.sell', 1);
  act(ann, 'manager', 'test.sell', 2);
  ann.advance(3_600_000);
  act(ann, 'cashier', 'test.sell', 3);
  act(ann, 'cashier', 'test.refund', 4);
  ann.station.write({ userId: null, name: 'job', via: 'job' }, { action: 'test.sell' }, (tx) => {
    tx.audit({ kind: 'thing', id: 5 });
  });
  const ids = async (filter: object) => (await ann.as('manager').audit.list(filter)).rows.map((row) => row.subjectId);
  const userId = ann.actor('cashier').userId ?? undefined;
  expect(await ids({ userId })).toEqual(['4', '3', '1']);
  expect(await ids({ userId: NOBODY })).toEqual(['5']);
  expect(await ids({ action: 'test.sell' })).toEqual(['5', '3', '2', '1']);
  expect(await ids({ day: '2026-11-22' })).toEqual(['2', '1']);
  expect(await ids({ userId, action: 'test.sell' })).toEqual(['3', '1']);
  expect(await ids({ userId, day: '2026-11-23' })).toEqual(['4', '3']);
  expect(await ids({ action: 'test.sell', day: '2026-11-23' })).toEqual(['5', '3']);
  expect(await ids({ userId, action: 'test.sell', day: '2026-11-22' })).toEqual(['1']);
});

test('an entry is told in full, with what was asked and how the record changed', async () => {
  await using ann = makeStation();
  act(ann, 'cashier', 'test.change', 7);
  const [row] = (await ann.as('manager').audit.list({})).rows;
  expect(await ann.as('manager').audit.get({ id: row?.id ?? 0 })).toMatchObject({
    action: 'test.change',
    input: { id: 7 },
    subjects: [{ kind: 'thing', id: 7, before: { name: 'old' }, after: { name: 'new' } }],
    prevHash: '0'.repeat(64),
  });
  await expect(ann.as('manager').audit.get({ id: 99 })).rejects.toMatchObject({ cause: { code: 'record.not-found' } });
});

test('the filters offer the actions and people that occur', async () => {
  await using ann = makeStation();
  act(ann, 'cashier', 'test.sell', 1);
  act(ann, 'cashier', 'test.refund', 1);
  act(ann, 'cashier', 'test.sell', 2);
  const facets = await ann.as('manager').audit.facets();
  expect(facets.actions).toEqual(['test.refund', 'test.sell']);
  expect(facets.users.map(({ name }) => name)).toEqual(['cashier', 'manager']);
});

test('a cashier may not read the trail', async () => {
  await using ann = makeStation();
  await expect(ann.as('cashier').audit.list({})).rejects.toMatchObject({ cause: { code: 'permission.denied' } });
});
