import { describe, expect, test } from 'vitest';
import { hazardSummary, openHazards, recordNotice, seriousHazardsOf } from '../../../main/modules/safety/index.ts';
import { isStationError } from '../../../main/shared/error-codes.ts';
import { HazardId } from '../../../main/shared/ids.ts';
import { requestId } from '../../support/station.ts';
import { HOSE, LEAK, makeSite, PAGE } from './site.ts';

const refusedWith = (code: string) =>
  expect.objectContaining({ cause: expect.toSatisfy((e) => isStationError(e) && e.code === code) });
const DAY = 86_400_000;
type Site = ReturnType<typeof makeSite>;

async function foundHose(ann: Site) {
  const { hazards } = await ann.visit({ 9: { result: 'fail', hazard: HOSE, note: '胶管开裂' } });
  return hazards[0]?.hazardId as HazardId;
}

const rectify = async (ann: Site, hazardId: HazardId, caller = ann.officer) =>
  caller.hazards.rectify({
    hazardId,
    version: await ann.version(hazardId),
    note: '已换不锈钢波纹管',
    photoId: null,
    requestId: requestId(),
  });
const recheck = async (
  ann: Site,
  hazardId: HazardId,
  isPassed: boolean,
  caller = ann.manager,
  note = isPassed ? '' : '管卡未紧',
) =>
  caller.hazards.recheck({
    hazardId,
    version: await ann.version(hazardId),
    isPassed,
    note,
    photoId: null,
    requestId: requestId(),
  });
const moveDue = async (ann: Site, hazardId: HazardId, dueOn: string) =>
  ann.officer.hazards.changeDueDate({
    hazardId,
    version: await ann.version(hazardId),
    dueOn,
    reason: '户主出差',
    requestId: requestId(),
  });

describe('the loop of a hazard', () => {
  test('found, rectified, re-checked by somebody else, closed', async () => {
    await using ann = makeSite();
    const hazardId = await foundHose(ann);
    ann.advance(DAY);
    await rectify(ann, hazardId);
    ann.advance(DAY);
    await recheck(ann, hazardId, true);
    const { hazard, events, rectifiedByUserId } = await ann.officer.hazards.file({ hazardId });
    expect(hazard).toMatchObject({
      hazardNo: 'YH000001',
      place: '3-2-501 张三',
      state: 'closed',
      foundOn: '2026-11-22',
      closedOn: '2026-11-24',
    });
    expect(events.map((e) => [e.kind, e.note, e.userName])).toEqual([
      ['found', '胶管开裂', 'safety-officer'],
      ['rectified', '已换不锈钢波纹管', 'safety-officer'],
      ['re-check-passed', '', 'manager'],
    ]);
    expect(rectifiedByUserId).toBe(ann.actor('safety-officer').userId);
    expect(() => ann.station.db.exec("UPDATE hazard SET description = 'x'")).toThrow('frozen');
    expect(() => ann.station.db.exec('DELETE FROM hazard_event')).toThrow('append-only');
  });

  test('who recorded the rectification cannot do the re-check, passed or failed', async () => {
    await using ann = makeSite();
    const hazardId = await foundHose(ann);
    await rectify(ann, hazardId);
    await expect(recheck(ann, hazardId, true, ann.officer)).rejects.toEqual(refusedWith('safety.same-person'));
    await expect(recheck(ann, hazardId, false, ann.officer)).rejects.toEqual(refusedWith('safety.same-person'));
    expect((await ann.officer.hazards.file({ hazardId })).hazard.state).toBe('rectified');
  });

  test('after a failed re-check it is open again with its first date, and the rule looks at the latest rectification', async () => {
    await using ann = makeSite();
    const hazardId = await foundHose(ann);
    await rectify(ann, hazardId);
    ann.advance(10 * DAY);
    await expect(recheck(ann, hazardId, false, ann.manager, '')).rejects.toThrow('why it failed');
    await recheck(ann, hazardId, false);
    expect((await ann.officer.hazards.file({ hazardId })).hazard).toMatchObject({
      state: 'open',
      foundOn: '2026-11-22',
      isOverdue: true,
    });
    await rectify(ann, hazardId, ann.manager);
    await expect(recheck(ann, hazardId, true, ann.manager)).rejects.toEqual(refusedWith('safety.same-person'));
    await recheck(ann, hazardId, true, ann.officer);
    expect((await ann.officer.hazards.file({ hazardId })).hazard.state).toBe('closed');
  });

  test('no step is taken twice or out of turn', async () => {
    await using ann = makeSite();
    const hazardId = await foundHose(ann);
    await expect(recheck(ann, hazardId, true)).rejects.toEqual(refusedWith('safety.not-rectified'));
    await rectify(ann, hazardId);
    await expect(rectify(ann, hazardId)).rejects.toEqual(refusedWith('safety.not-open'));
    await recheck(ann, hazardId, true);
    await expect(rectify(ann, hazardId)).rejects.toEqual(refusedWith('safety.not-open'));
    await expect(moveDue(ann, hazardId, '2026-12-31')).rejects.toEqual(refusedWith('safety.closed'));
  });

  test('an outdated drawer is refused, a repeated click is not', async () => {
    await using ann = makeSite();
    const hazardId = await foundHose(ann);
    const cmd = { hazardId, version: 1, note: '已更换', photoId: null, requestId: requestId() };
    await ann.officer.hazards.rectify(cmd);
    await ann.officer.hazards.rectify(cmd);
    await expect(ann.officer.hazards.rectify({ ...cmd, requestId: requestId() })).rejects.toEqual(
      refusedWith('record.changed'),
    );
    expect((await ann.officer.hazards.file({ hazardId })).events.map((e) => e.kind)).toEqual(['found', 'rectified']);
  });
});

describe('the due date', () => {
  test('is changed at most once, with a reason, to a day that has not passed', async () => {
    await using ann = makeSite();
    const hazardId = await foundHose(ann);
    await expect(moveDue(ann, hazardId, '2026-11-21')).rejects.toEqual(refusedWith('safety.due-date-past'));
    await expect(moveDue(ann, hazardId, HOSE.dueOn)).rejects.toEqual(refusedWith('safety.due-date-same'));
    expect((await ann.officer.hazards.file({ hazardId })).canChangeDueDate).toBe(true);
    await moveDue(ann, hazardId, '2026-12-06');
    const { hazard, events, canChangeDueDate } = await ann.officer.hazards.file({ hazardId });
    expect([hazard.dueOn, canChangeDueDate]).toEqual(['2026-12-06', false]);
    expect(events.at(-1)).toMatchObject({ kind: 'due-date-changed', note: '户主出差', dueOn: '2026-12-06' });
    await expect(moveDue(ann, hazardId, '2026-12-20')).rejects.toEqual(refusedWith('safety.due-date-changed'));
  });
});

describe('a second inspection', () => {
  test('that meets the same open hazard joins it and keeps the first date', async () => {
    await using ann = makeSite();
    const hazardId = await foundHose(ann);
    ann.advance(3 * DAY);
    const again = { ...HOSE, description: '软管仍未更换', dueOn: '2026-12-20' };
    expect((await ann.visit({ 9: { result: 'fail', hazard: again, note: '仍未更换' } })).hazards).toEqual([
      { hazardId, hazardNo: 'YH000001', isJoined: true },
    ]);
    const { hazard, events } = await ann.officer.hazards.file({ hazardId });
    expect(hazard).toMatchObject({
      foundOn: '2026-11-22',
      dueOn: HOSE.dueOn,
      description: HOSE.description,
      grade: 'general',
    });
    expect(events.map((e) => e.kind)).toEqual(['found', 'found-again']);
  });

  test('that finds it serious now raises its grade and keeps the earlier due date', async () => {
    await using ann = makeSite();
    const hazardId = await foundHose(ann);
    await ann.visit({ 9: { result: 'fail', hazard: LEAK } });
    expect((await ann.officer.hazards.file({ hazardId })).hazard).toMatchObject({
      grade: 'serious',
      dueOn: '2026-11-22',
    });
  });

  test('reopens one that was called rectified; a closed one gets a new number; a neighbour has his own', async () => {
    await using ann = makeSite();
    const hazardId = await foundHose(ann);
    await rectify(ann, hazardId);
    expect(await foundHose(ann)).toBe(hazardId);
    expect((await ann.officer.hazards.file({ hazardId })).hazard.state).toBe('open');
    const other = await ann.visit({ 9: { result: 'fail', hazard: HOSE } }, ann.neighbour);
    expect(other.hazards).toMatchObject([{ hazardNo: 'YH000002', isJoined: false }]);
    await rectify(ann, hazardId);
    await recheck(ann, hazardId, true);
    expect(await foundHose(ann)).toBe(3);
  });
});

describe('the worklist', () => {
  test('has overdue serious ones on top, then the overdue, then the serious; each view holds its own', async () => {
    await using ann = makeSite();
    const due = (dueOn: string, grade: 'general' | 'serious') =>
      ({ result: 'fail', hazard: { ...HOSE, grade, dueOn } }) as const;
    await ann.visit({
      9: due('2026-11-23', 'general'),
      1: due('2026-11-24', 'serious'),
      2: due('2026-12-31', 'serious'),
      10: due('2026-12-01', 'general'),
    });
    ann.setClock('2026-11-25T09:00:00+08:00');
    const ids = async (show: 'unclosed' | 'open' | 'overdue' | 'rectified' | 'closed', more: object = {}) =>
      (await ann.officer.hazards.list({ show, ...PAGE, ...more })).items.map((h) => h.hazardNo);
    expect(await ids('unclosed')).toEqual(['YH000001', 'YH000003', 'YH000002', 'YH000004']);
    expect(await ids('overdue')).toEqual(['YH000001', 'YH000003']);
    expect(await ids('unclosed', { grade: 'serious' })).toEqual(['YH000001', 'YH000002']);
    expect(await ids('unclosed', { text: 'yh000004' })).toEqual(['YH000004']);
    expect(await ids('unclosed', { text: '张三', accountId: ann.neighbour })).toEqual([]);
    expect(await ann.officer.hazards.counts()).toEqual({ open: 4, rectified: 0, overdue: 2, overdueSerious: 1 });
    const first = HazardId.parse(1);
    await rectify(ann, first);
    expect(await ids('rectified')).toEqual(['YH000001']);
    expect(await ids('overdue')).toEqual(['YH000003']);
    await recheck(ann, first, true);
    expect(await ids('closed')).toEqual(['YH000001']);
    expect(await ann.officer.hazards.counts()).toEqual({ open: 3, rectified: 0, overdue: 1, overdueSerious: 0 });
  });

  test('a hazard can be reported outside any inspection', async () => {
    await using ann = makeSite();
    const report = { ...HOSE, place: '北门卸车口', description: '围栏缺损', accountId: null, photoId: null };
    const hazardId = await ann.officer.hazards.report({ ...report, requestId: requestId() });
    expect((await ann.officer.hazards.file({ hazardId })).hazard).toMatchObject({
      place: '北门卸车口',
      inspectionId: null,
      state: 'open',
    });
    await expect(
      ann.officer.hazards.report({ ...report, dueOn: '2026-11-01', requestId: requestId() }),
    ).rejects.toEqual(refusedWith('safety.due-date-past'));
    await expect(
      ann.officer.hazards.report({ ...report, accountId: 77 as never, requestId: requestId() }),
    ).rejects.toEqual(refusedWith('record.not-found'));
  });

  test('a cashier sees hazards and changes none', async () => {
    await using ann = makeSite();
    const hazardId = await foundHose(ann);
    expect((await ann.as('cashier').hazards.list({ show: 'open', ...PAGE })).total).toBe(1);
    await expect(rectify(ann, hazardId, ann.as('cashier'))).rejects.toEqual(refusedWith('permission.denied'));
  });
});

test('the serious hazards of an account are what stops its supply', async () => {
  await using ann = makeSite();
  await ann.visit({ 1: { result: 'fail', hazard: LEAK }, 9: { result: 'fail', hazard: HOSE } });
  const stopping = () => seriousHazardsOf(ann.station.db, ann.home, '2026-11-22').map((h) => h.hazardNo);
  expect(stopping()).toEqual(['YH000001']);
  await rectify(ann, HazardId.parse(1));
  expect(stopping()).toEqual(['YH000001']);
  await recheck(ann, HazardId.parse(1), true);
  expect(stopping()).toEqual([]);
  expect(openHazards(ann.station.db, '2026-11-22')).toHaveLength(1);
});

test('a month is summed by what happened in it, open and overdue as they stood at its end', async () => {
  await using ann = makeSite('2026-10-30T09:00:00+08:00');
  const due = (dueOn: string) => ({ result: 'fail', hazard: { ...HOSE, dueOn } }) as const;
  await ann.visit({
    1: { result: 'fail', hazard: { ...LEAK, dueOn: '2026-10-30' } },
    9: due('2026-10-31'),
    10: due('2026-11-10'),
  });
  ann.setClock('2026-11-02T09:00:00+08:00');
  await rectify(ann, HazardId.parse(1));
  ann.setClock('2026-11-03T09:00:00+08:00');
  await recheck(ann, HazardId.parse(1), true);
  await ann.visit({ 11: due('2026-12-31') });
  const month = (from: string, to: string) => hazardSummary(ann.station.db, { from, to });
  expect(month('2026-10-01', '2026-11-01')).toEqual({
    found: 3,
    rectified: 0,
    closed: 0,
    open: 3,
    overdue: 1,
    openSerious: 1,
  });
  expect(month('2026-11-01', '2026-12-01')).toEqual({
    found: 1,
    rectified: 1,
    closed: 1,
    open: 3,
    overdue: 2,
    openSerious: 0,
  });
  expect(month('2026-09-01', '2026-10-01')).toEqual({
    found: 0,
    rectified: 0,
    closed: 0,
    open: 0,
    overdue: 0,
    openSerious: 0,
  });
});

test('a printed notice joins the history and changes nothing else', async () => {
  await using ann = makeSite();
  const hazardId = await foundHose(ann);
  const cmd = { hazardId, requestId: requestId() };
  recordNotice(ann.station, ann.actor('safety-officer'), cmd);
  recordNotice(ann.station, ann.actor('safety-officer'), cmd);
  const { hazard, events } = await ann.officer.hazards.file({ hazardId });
  expect(hazard.version).toBe(1);
  expect(events.map((e) => e.kind)).toEqual(['found', 'notice-printed']);
});
