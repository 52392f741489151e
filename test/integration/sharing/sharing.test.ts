import { expect, test } from 'vitest';
import { shareOf } from '../../../main/modules/sharing/index.ts';
import { newRequest, read } from '../billing/fixture.ts';
import { GROUP, MONTH, makeBuilding, makeGroup, member, readMaster } from './building.ts';

const month = { month: MONTH, costFen: null } as const;
const { service: _service, ...SETTINGS } = GROUP;
const kinds = (doubts: readonly { kind: string }[]) => doubts.map((doubt) => doubt.kind);

test('the loss of a master meter is shared by usage, frozen, and told to each account', async () => {
  const { ann, manager, houses, meterId } = await makeBuilding();
  await using _ = ann;
  const groupId = await makeGroup(
    { manager },
    houses.map((house) => member(house)),
  );
  const { issued, proof } = await manager.sharing.month({ ...month, groupId });
  expect(issued).toBeNull();
  expect(proof).toMatchObject({
    subMilli: 12_195_000,
    lossMilli: 665_000,
    lossBasisPoints: 517,
    amountFen: 36_369,
    doubts: [],
  });
  expect(proof.lines.map((line) => line.shareFen)).toEqual([9305, 8574, 5935, 12_555]);
  expect(proof.leftoverFen).toBe(proof.lines.filter((line) => line.hasExtraFen).length);

  const cmd = { ...month, groupId, expectedTotalFen: 36_369, areDoubtsAccepted: false, requestId: newRequest() };
  const runId = await manager.sharing.issue(cmd);
  expect(await manager.sharing.issue(cmd)).toBe(runId);
  await expect(manager.sharing.issue({ ...cmd, requestId: newRequest() })).rejects.toThrow('sharing.already-issued');
  const [first] = houses;
  if (!first) throw new Error('no house');
  expect(shareOf(ann.station.db, { accountId: first.accountId, month: MONTH })).toEqual([
    { runId, groupName: GROUP.name, shareFen: 9305 },
  ]);

  await manager.sharing.update({
    ...SETTINGS,
    price: '1',
    groupId,
    version: 1,
    members: [member(first)],
    requestId: newRequest(),
  });
  const after = await manager.sharing.month({ ...month, groupId });
  expect(after.issued).toMatchObject({ runId, amountFen: 36_369, userName: 'manager' });
  expect(after.proof).toEqual(proof);

  await readMaster(ann, meterId, '2026-12-28T10:00', 13_860 + 100);
  await read(ann, first, '2026-12-28T09:00', 4120 + 60);
  await manager.billing.issue({ month: '2026-12', service: 'electricity' });
  const next = await manager.sharing.month({ groupId, month: '2026-12', costFen: null });
  expect(next.proof).toMatchObject({ amountFen: 4000, lossMilli: 40_000, master: { previousOn: '2026-11-28' } });
});

test('sharing a month posts nothing: a share is owed when it is billed', async () => {
  const { ann, manager, houses } = await makeBuilding();
  await using _ = ann;
  const entries = () => ann.station.db.prepare('SELECT count(*) FROM entry').pluck().get();
  const before = entries();
  const groupId = await makeGroup(
    { manager },
    houses.map((house) => member(house)),
  );
  await manager.sharing.issue({
    ...month,
    groupId,
    expectedTotalFen: 36_369,
    areDoubtsAccepted: false,
    requestId: newRequest(),
  });
  expect(entries()).toBe(before);
});

test('a reversed month can be shared again, the newest first', async () => {
  const { ann, manager, houses } = await makeBuilding();
  await using _ = ann;
  const groupId = await makeGroup(
    { manager },
    houses.map((house) => member(house)),
    { price: null },
  );
  const issue = (of: string, costFen: number) =>
    manager.sharing.issue({
      groupId,
      month: of,
      costFen,
      expectedTotalFen: costFen,
      areDoubtsAccepted: true,
      requestId: newRequest(),
    });
  ann.setClock('2026-12-03T09:00:00+08:00');
  const november = await issue(MONTH, 1000);
  const december = await issue('2026-12', 2000).catch((error: Error) => error.message);
  expect(december).toContain('sharing.blocked');
  await manager.sharing.update({
    ...SETTINGS,
    method: 'equal',
    price: null,
    groupId,
    version: 1,
    members: houses.map((h) => member(h)),
    requestId: newRequest(),
  });
  const decemberRun = await issue('2026-12', 2000);
  const reverse = (runId: typeof november) =>
    manager.sharing.reverse({ runId, reason: '金额有误', requestId: newRequest() });
  await expect(reverse(november)).rejects.toThrow('sharing.later-issued');
  await reverse(decemberRun);
  await reverse(november);
  await expect(reverse(november)).rejects.toThrow('sharing.already-reversed');
  expect((await manager.sharing.month({ ...month, groupId })).issued).toBeNull();
  await issue(MONTH, 1010);
  expect((await manager.sharing.groups()).map((group) => group.lastMonth)).toEqual([MONTH]);
});

test('sub-meters above the master are shown as a doubt and nothing is given back', async () => {
  const { ann, manager, houses } = await makeBuilding([100, 200], 250);
  await using _ = ann;
  const groupId = await makeGroup(
    { manager },
    houses.map((house) => member(house)),
  );
  const { proof } = await manager.sharing.month({ ...month, groupId });
  expect(proof).toMatchObject({ lossMilli: -50_000, lossBasisPoints: -2000, amountFen: -2735 });
  expect(proof.doubts).toEqual([{ kind: 'loss-negative', doors: [], isBlocking: true }]);
  const cmd = { ...month, groupId, expectedTotalFen: -2735, areDoubtsAccepted: true, requestId: newRequest() };
  await expect(manager.sharing.issue(cmd)).rejects.toThrow('sharing.blocked');
});

test('vacant flats pay their stated part, and by area those without one are named', async () => {
  const { ann, manager, houses } = await makeBuilding([0, 50, 60], 200);
  await using _ = ann;
  const [a, b, c] = houses;
  if (!a || !b || !c) throw new Error('three houses');
  const members = [
    member(a, { areaMilli: 90_000, isVacant: true, vacantPermille: 300 }),
    member(b, { areaMilli: 120_500 }),
    member(c),
  ];
  const groupId = await makeGroup({ manager }, members, { method: 'area' });
  const { proof } = await manager.sharing.month({ ...month, groupId });
  expect(proof.lines.map((line) => line.weightE6)).toEqual([27_000_000, 120_500_000, 0]);
  expect(proof.lines.map((line) => line.shareFen)).toEqual([901, 4021, 0]);
  expect(proof.doubts).toEqual([{ kind: 'area-missing', doors: ['3-1-103'], isBlocking: false }]);
  const cmd = { ...month, groupId, expectedTotalFen: 4922, requestId: newRequest() };
  await expect(manager.sharing.issue({ ...cmd, areDoubtsAccepted: false })).rejects.toThrow('sharing.doubts-open');
  await manager.sharing.issue({ ...cmd, areDoubtsAccepted: true });
});

test('what is missing is told: an unread master, an unbilled flat, no cost, no weights, a changed total', async () => {
  const { ann, manager, houses } = await makeBuilding([10, 20], 40);
  await using _ = ann;
  const members = houses.map((house) => member(house));
  const groupId = await makeGroup({ manager }, members);
  const december = await manager.sharing.month({ groupId, month: '2026-12', costFen: null });
  expect(kinds(december.proof.doubts)).toEqual(['no-master-reading', 'not-billed']);
  expect(december.proof.amountFen).toBeNull();
  const typed = await makeGroup(
    { manager },
    members.map((m) => ({ ...m, coefficientMilli: 0 })),
    {
      name: '电梯',
      price: null,
      meterNo: null,
      method: 'coefficient',
    },
  );
  expect(kinds((await manager.sharing.month({ ...month, groupId: typed })).proof.doubts)).toEqual(['cost-missing']);
  const weightless = await manager.sharing.month({ groupId: typed, month: MONTH, costFen: 100 });
  expect(kinds(weightless.proof.doubts)).toEqual(['no-weights']);
  const cmd = { ...month, groupId, expectedTotalFen: 1, areDoubtsAccepted: true, requestId: newRequest() };
  await expect(manager.sharing.issue(cmd)).rejects.toThrow('sharing.total-changed');
  await expect(manager.sharing.issue({ ...cmd, month: '2027-01' })).rejects.toThrow('sharing.month-in-future');
});

test('who left in the month counts with what was used, and the next holder carries the share', async () => {
  const { ann, manager, houses } = await makeBuilding([30, 30, 30], 100);
  await using _ = ann;
  const members = houses.map((house, i) => member(house, i === 0 ? { toOn: '2026-11-16' } : {}));
  const groupId = await makeGroup({ manager }, members, { method: 'equal', price: '1' });
  const { proof } = await manager.sharing.month({ ...month, groupId });
  expect(proof.lossMilli).toBe(10_000);
  expect(proof.lines.map((line) => line.shareFen)).toEqual([0, 500, 500]);
});

test('a group refuses a namesake, a strange meter, a price without a meter, members of another service or twice', async () => {
  const { ann, manager, houses } = await makeBuilding([10, 20], 40);
  await using _ = ann;
  const [house] = houses;
  if (!house) throw new Error('no house');
  await makeGroup({ manager }, []);
  const refuse = (more: object, members = [member(house)]) =>
    makeGroup({ manager }, members, { name: '另一组', ...more });
  await expect(refuse({ name: GROUP.name })).rejects.toThrow('sharing.name-taken');
  await expect(refuse({ meterNo: 'X' })).rejects.toThrow('sharing.meter-unknown');
  await expect(refuse({ meterNo: null })).rejects.toThrow('sharing.price-needs-meter');
  await expect(refuse({ service: 'water' })).rejects.toThrow('sharing.service-mismatch');
  await expect(refuse({ service: 'water', meterNo: null, price: null })).rejects.toThrow('sharing.service-mismatch');
  await expect(refuse({}, [member(house), member(house)])).rejects.toThrow('sharing.member-twice');
  await expect(refuse({}, [member(house, { toOn: '2026-01-01' })])).rejects.toThrow('sharing.member-dates');
  await expect(refuse({ price: '0.123456789' })).rejects.toThrow();
  const [group] = await manager.sharing.groups();
  if (!group) throw new Error('no group');
  const stale = { ...SETTINGS, groupId: group.groupId, version: 9, members: [], requestId: newRequest() };
  await expect(manager.sharing.update(stale)).rejects.toThrow('record.changed');
});

test('a building is offered as members in one go; staff may look, leaders decide', async () => {
  const { ann, manager, houses } = await makeBuilding([10, 20], 40);
  await using _ = ann;
  const offered = await manager.sharing.households({ building: '3', service: 'electricity' });
  expect(offered.map((household) => household.accountId)).toEqual(houses.map((house) => house.accountId));
  const groupId = await makeGroup({ manager }, []);
  const reader = ann.as('reader');
  expect((await reader.sharing.month({ ...month, groupId })).proof.doubts[0]).toMatchObject({
    kind: 'no-members',
    isBlocking: true,
  });
  await expect(reader.sharing.create({ ...GROUP, name: 'x', members: [], requestId: newRequest() })).rejects.toThrow(
    'permission.denied',
  );
});

test('a flat read long after the master is named, because part of the loss is then days of use', async () => {
  const { ann, manager, houses, meterId } = await makeBuilding([10, 20], 40);
  await using _ = ann;
  const groupId = await makeGroup(
    { manager },
    houses.map((house) => member(house)),
  );
  const [prompt, late] = houses;
  if (!prompt || !late) throw new Error('two houses');
  await read(ann, prompt, '2026-12-10T09:00', 1013);
  await readMaster(ann, meterId, '2026-12-10T10:00', 1056);
  await read(ann, late, '2026-12-18T09:00', 1031);
  await manager.billing.issue({ month: '2026-12', service: 'electricity' });
  const { proof } = await manager.sharing.month({ groupId, month: '2026-12', costFen: null });
  expect(proof.doubts).toEqual([{ kind: 'periods-differ', doors: ['3-1-102'], isBlocking: false }]);
});
