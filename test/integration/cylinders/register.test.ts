import { describe, expect, test } from 'vitest';
import { cylinderState } from '../../../main/modules/cylinders/cylinders.domain.ts';
import { isStationError } from '../../../main/shared/error-codes.ts';
import { requestId } from '../../support/station.ts';
import { makeBench } from './bench.ts';

const refusedWith = (code: string) =>
  expect.objectContaining({ cause: expect.toSatisfy((e) => isStationError(e) && e.code === code) });
const PAGE = { page: 1, pageSize: 50 } as const;

describe('the register', () => {
  test('keeps one cylinder a code, however the code is written', async () => {
    await using ann = makeBench();
    const id = await ann.cylinder('https://gas.example.cn/b/a100');
    expect(await ann.as('filler').cylinders.one({ cylinderId: id })).toMatchObject({
      code: 'A100',
      maxFillGrams: 14_900,
      state: 'in-use',
      version: 1,
    });
    await expect(ann.cylinder(' ａ１００ ')).rejects.toEqual(refusedWith('cylinder.code-taken'));
  });

  test('a repeated click makes one cylinder', async () => {
    await using ann = makeBench();
    const request = requestId();
    expect(await ann.cylinder('A1', { requestId: request })).toBe(await ann.cylinder('A1', { requestId: request }));
    expect((await ann.as('manager').cylinders.list({ show: 'all', ...PAGE })).total).toBe(1);
  });

  test('the maximum fill follows the water volume, not the type', async () => {
    await using ann = makeBench();
    const id = await ann.cylinder('A1', { volumeMl: 35_400 });
    expect((await ann.as('manager').cylinders.one({ cylinderId: id })).maxFillGrams).toBe(14_800);
  });

  test('refuses dates that contradict each other', async () => {
    await using ann = makeBench();
    await expect(ann.cylinder('A1', { nextInspectionOn: '2031-01-01' })).rejects.toEqual(
      refusedWith('cylinder.dates-disagree'),
    );
    await expect(ann.cylinder('A1', { madeOn: '2029-01-01' })).rejects.toEqual(refusedWith('cylinder.dates-disagree'));
  });

  test('a change keeps its reason and what it changed; an outdated form is refused', async () => {
    await using ann = makeBench();
    const cylinderId = await ann.cylinder('A1');
    const officer = ann.as('safety-officer');
    const {
      id: _id,
      code: _code,
      maxFillGrams: _max,
      lastInspectedOn: _last,
      scrappedAt: _s,
      scrapReason: _r,
      createdAt: _c,
      state: _st,
      version,
      ...fields
    } = await officer.cylinders.one({ cylinderId });
    const change = { ...fields, cylinderId, version, tareGrams: 16_500, note: '复称后更正皮重' };
    await officer.cylinders.update(change);
    await expect(officer.cylinders.update(change)).rejects.toEqual(refusedWith('record.changed'));
    const [latest, first] = await officer.cylinders.history({ cylinderId });
    expect(latest).toMatchObject({
      kind: 'changed',
      note: '复称后更正皮重',
      changes: { tareGrams: [16_450, 16_500] },
      userName: 'safety-officer',
    });
    expect(first).toMatchObject({ kind: 'registered' });
  });

  test('a cashier may look and not write', async () => {
    await using ann = makeBench();
    await ann.cylinder('A1');
    expect((await ann.as('cashier').cylinders.list({ show: 'all', ...PAGE })).total).toBe(1);
    const types = await ann.as('cashier').cylinders.types();
    const { code, version, nominalGrams } = types[0] as (typeof types)[number];
    await expect(
      ann.as('filler').cylinders.saveType({ code, version, nominalGrams, toleranceGrams: 50 }),
    ).rejects.toEqual(refusedWith('permission.denied'));
  });
});

describe('an inspection', () => {
  test('sets the new dates and extends the life once, by the years of the rule', async () => {
    await using ann = makeBench();
    const cylinderId = await ann.cylinder('A1');
    const inspect = (version: number, extendsLife: boolean, nextInspectionOn: string) =>
      ann.as('safety-officer').cylinders.inspect({
        cylinderId,
        version,
        inspectedOn: '2026-11-20',
        nextInspectionOn,
        tareGrams: 16_480,
        extendsLife,
        body: '市特检院',
        requestId: requestId(),
      });
    await inspect(1, true, '2030-11-20');
    expect(await ann.as('filler').cylinders.one({ cylinderId })).toMatchObject({
      tareGrams: 16_480,
      lastInspectedOn: '2026-11-20',
      nextInspectionOn: '2030-11-20',
      scrapOn: '2034-06-01',
      isLifeExtended: true,
    });
    await expect(inspect(2, true, '2030-11-20')).rejects.toEqual(refusedWith('cylinder.life-extended'));
    await expect(inspect(2, false, '2034-06-02')).rejects.toEqual(refusedWith('cylinder.dates-disagree'));
  });

  test('of a cylinder made before the 2006 standard extends nothing', async () => {
    await using ann = makeBench();
    const cylinderId = await ann.cylinder('A1', { madeOn: '2006-12-01' });
    const cmd = {
      cylinderId,
      version: 1,
      inspectedOn: '2026-11-20',
      nextInspectionOn: '2028-01-01',
      tareGrams: 16_480,
      body: '市特检院',
    };
    await expect(
      ann.as('manager').cylinders.inspect({ ...cmd, extendsLife: true, requestId: requestId() }),
    ).rejects.toEqual(refusedWith('cylinder.no-extension'));
    await expect(
      ann
        .as('manager')
        .cylinders.inspect({ ...cmd, inspectedOn: '2026-11-23', extendsLife: false, requestId: requestId() }),
    ).rejects.toEqual(refusedWith('cylinder.date-future'));
  });
});

test('a scrapped cylinder stays scrapped, its code is never given again', async () => {
  await using ann = makeBench();
  const cylinderId = await ann.cylinder('A1');
  const scrap = (version: number) =>
    ann.as('manager').cylinders.scrap({ cylinderId, version, reason: '瓶体凹陷', requestId: requestId() });
  await scrap(1);
  expect(await ann.as('filler').cylinders.one({ cylinderId })).toMatchObject({
    state: 'scrapped',
    scrapReason: '瓶体凹陷',
  });
  await expect(scrap(2)).rejects.toEqual(refusedWith('cylinder.scrapped'));
  await expect(ann.cylinder('A1')).rejects.toEqual(refusedWith('cylinder.code-scrapped'));
  expect(() => ann.station.db.exec('UPDATE cylinder SET scrapped_at = NULL')).toThrow('frozen');
});

describe('lists', () => {
  test('each group holds the cylinders whose state says so', async () => {
    await using ann = makeBench();
    await ann.cylinder('OK');
    await ann.cylinder('TODAY', { nextInspectionOn: '2026-11-22' });
    await ann.cylinder('SOON', { nextInspectionOn: '2026-12-22' });
    await ann.cylinder('LATER', { nextInspectionOn: '2026-12-23' });
    await ann.cylinder('OVERDUE', { nextInspectionOn: '2026-11-21' });
    await ann.cylinder('OLD', { madeOn: '2018-11-22', nextInspectionOn: '2026-11-22', scrapOn: '2026-11-22' });
    await ann.cylinder('NEARLY', { scrapOn: '2026-12-01', nextInspectionOn: '2026-12-01' });
    await ann.cylinder('OTHERS', { isOwn: false, nextInspectionOn: '2020-01-01', madeOn: '2015-01-01' });
    const gone = await ann.cylinder('GONE');
    await ann.as('manager').cylinders.scrap({ cylinderId: gone, version: 1, reason: '超期', requestId: requestId() });

    const manager = ann.as('manager');
    const codes = async (show: 'all' | 'in-service' | 'due' | 'overdue' | 'scrap-reached' | 'foreign' | 'scrapped') => {
      const { items, total } = await manager.cylinders.list({ show, ...PAGE });
      expect(total).toBe(items.length);
      return items.map((c) => c.code).toSorted();
    };
    expect(await codes('due')).toEqual(['NEARLY', 'SOON', 'TODAY']);
    expect(await codes('overdue')).toEqual(['OVERDUE']);
    expect(await codes('scrap-reached')).toEqual(['OLD']);
    expect(await codes('foreign')).toEqual(['OTHERS']);
    expect(await codes('scrapped')).toEqual(['GONE']);
    expect((await codes('all')).length).toBe(9);
    expect((await codes('in-service')).length).toBe(7);

    const { items } = await manager.cylinders.list({ show: 'all', ...PAGE });
    for (const cylinder of items) expect(cylinder.state).toBe(cylinderState(cylinder, '2026-11-22'));

    expect((await manager.cylinders.due()).map((due) => [due.cylinder.code, due.kind, due.daysLeft])).toEqual([
      ['OVERDUE', 'inspection-overdue', -1],
      ['OLD', 'scrap-reached', 0],
      ['TODAY', 'inspection-due', 0],
      ['SOON', 'inspection-due', 30],
      ['NEARLY', 'scrap-due', 9],
    ]);
    expect(await manager.cylinders.dueCounts()).toEqual({
      'inspection-overdue': 1,
      'scrap-reached': 1,
      'refill-unfinished': 0,
      'inspection-due': 2,
      'scrap-due': 1,
    });
  });

  test('text finds a code or serial number anywhere in it, pages do not overlap', async () => {
    await using ann = makeBench();
    for (let i = 1; i <= 5; i++) await ann.cylinder(`Q${i}`, { serialNo: `xx${i}` });
    const manager = ann.as('manager');
    expect((await manager.cylinders.list({ show: 'all', text: 'q3', ...PAGE })).items.map((c) => c.code)).toEqual([
      'Q3',
    ]);
    expect((await manager.cylinders.list({ show: 'all', text: 'XX4', ...PAGE })).items.map((c) => c.code)).toEqual([
      'Q4',
    ]);
    const pages = await Promise.all(
      [1, 2, 3].map((page) => manager.cylinders.list({ show: 'all', page, pageSize: 2 })),
    );
    expect(pages.flatMap((p) => p.items.map((c) => c.code))).toEqual(['Q1', 'Q2', 'Q3', 'Q4', 'Q5']);
    expect(pages.every((p) => p.total === 5)).toBe(true);
  });
});

test('figures of a type and of its rules are confirmed by name; a nominal above the maximum fill is refused', async () => {
  await using ann = makeBench();
  const manager = ann.as('manager');
  const type = (await manager.cylinders.types()).find((t) => t.code === 'YSP35.5');
  const rule = type?.rules[1];
  if (!type || !rule) throw new Error('seeded type is missing');
  expect([type.verifiedOn, rule.verifiedOn]).toEqual([null, null]);
  await expect(
    manager.cylinders.saveType({ code: type.code, version: 1, nominalGrams: 15_000, toleranceGrams: 100 }),
  ).rejects.toEqual(refusedWith('cylinder.nominal-too-large'));
  await manager.cylinders.saveType({ code: type.code, version: 1, nominalGrams: 14_500, toleranceGrams: 300 });
  await manager.cylinders.saveRule({
    ruleId: rule.id,
    version: 1,
    intervalYears: 4,
    lifeYears: 8,
    extensionYears: 4,
    source: '本地监管要求',
  });
  const after = (await manager.cylinders.types()).find((t) => t.code === 'YSP35.5');
  expect(after).toMatchObject({ toleranceGrams: 300, verifiedOn: '2026-11-22', verifiedBy: 'manager', version: 2 });
  expect(after?.rules[1]).toMatchObject({ source: '本地监管要求', verifiedBy: 'manager' });
  await expect(
    manager.cylinders.saveType({ code: type.code, version: 1, nominalGrams: 14_500, toleranceGrams: 300 }),
  ).rejects.toEqual(refusedWith('record.changed'));
});
