import { describe, expect, test } from 'vitest';
import { MAX_PHOTO_BYTES } from '../../../main/modules/safety/photos.domain.ts';
import { isStationError } from '../../../main/shared/error-codes.ts';
import { PhotoId } from '../../../main/shared/ids.ts';
import { requestId } from '../../support/station.ts';
import { HOSE, LEAK, makeSite, PAGE } from './site.ts';

const refusedWith = (code: string) =>
  expect.objectContaining({ cause: expect.toSatisfy((e) => isStationError(e) && e.code === code) });

describe('the seeded checklists', () => {
  test('have limits where a number is asked, both languages, and the items that stop the supply', async () => {
    await using ann = makeSite();
    const patrol = await ann.officer.safety.checklist({ kind: 'patrol' });
    const household = await ann.officer.safety.checklist({ kind: 'household' });
    expect(patrol.items.filter((i) => i.kind === 'number').map((i) => [i.text, i.unit, i.maxMilli])).toEqual([
      ['储罐液位', '%', 85_000],
      ['防静电接地电阻', 'Ω', 10_000],
    ]);
    expect([patrol.items.length, household.items.length]).toEqual([12, 14]);
    expect(household.items.filter((i) => i.grade === 'serious')).toHaveLength(8);
    for (const item of [...patrol.items, ...household.items])
      for (const text of [item.text, item.textEn, item.fault, item.faultEn]) expect(text.length).toBeGreaterThan(2);
  });
});

describe('a patrol', () => {
  test('with everything in order leaves no hazard', async () => {
    await using ann = makeSite();
    const cmd = { answers: await ann.answers('patrol'), note: '', requestId: requestId() };
    expect(await ann.officer.safety.submitPatrol(cmd)).toEqual({ inspectionId: 1, hazards: [] });
    expect(await ann.officer.safety.submitPatrol(cmd)).toEqual({ inspectionId: 1, hazards: [] });
    const { items, total } = await ann.manager.safety.inspections({ kind: 'patrol', ...PAGE });
    expect([total, items[0]]).toMatchObject([
      1,
      { place: '东门煤气站', outcome: 'done', failed: 0, userName: 'safety-officer' },
    ]);
  });

  test('a level above 85 % is a failed item even when the page says pass, and becomes a hazard', async () => {
    await using ann = makeSite();
    const submit = async (change: object) =>
      ann.officer.safety.submitPatrol({
        answers: await ann.answers('patrol', { 1: change }),
        note: '',
        requestId: requestId(),
      });
    await expect(submit({ valueMilli: 85_001 })).rejects.toEqual(refusedWith('safety.hazard-missing'));
    expect(await submit({ valueMilli: 85_000 })).toMatchObject({ hazards: [] });
    const hazard = { ...LEAK, description: '储罐液位超过上限', responsible: '王站长' };
    expect(await submit({ valueMilli: 85_001, hazard })).toMatchObject({
      hazards: [{ hazardNo: 'YH000001', isJoined: false }],
    });
    const detail = await ann.officer.safety.inspection({
      inspectionId: (await ann.officer.safety.inspections(PAGE)).items[0]?.id as never,
    });
    expect(detail.answers[0]).toMatchObject({ result: 'fail', valueMilli: 85_001, unit: '%' });
  });

  test('the same fault of the station met again is one hazard', async () => {
    await using ann = makeSite();
    const fault = { result: 'fail', hazard: { ...HOSE, description: '未分区存放' } } as const;
    const submit = async () =>
      ann.officer.safety.submitPatrol({
        answers: await ann.answers('patrol', { 9: fault }),
        note: '',
        requestId: requestId(),
      });
    const [first] = (await submit()).hazards;
    ann.advance(86_400_000);
    expect((await submit()).hazards).toEqual([{ ...first, isJoined: true }]);
  });

  test('with gaps is refused whole', async () => {
    await using ann = makeSite();
    const answers = (await ann.answers('patrol')).slice(1);
    await expect(ann.officer.safety.submitPatrol({ answers, note: '', requestId: requestId() })).rejects.toEqual(
      refusedWith('safety.answers-incomplete'),
    );
    expect((await ann.manager.safety.inspections(PAGE)).total).toBe(0);
  });

  test('a cashier reads and does not submit', async () => {
    await using ann = makeSite();
    const answers = await ann.answers('patrol');
    await expect(ann.as('cashier').safety.submitPatrol({ answers, note: '', requestId: requestId() })).rejects.toEqual(
      refusedWith('permission.denied'),
    );
  });
});

describe('a household inspection', () => {
  test('keeps the place as it was called that day and the history of the account', async () => {
    await using ann = makeSite();
    await ann.visit();
    ann.station.db.exec("UPDATE customer SET name = '王五' WHERE id = 1");
    await ann.visit({ 9: { result: 'fail', hazard: HOSE } });
    await ann.visit({}, ann.neighbour);
    const { items } = await ann.officer.safety.inspections({ accountId: ann.home, ...PAGE });
    expect(items.map((i) => [i.place, i.failed])).toEqual([
      ['3-2-501 王五', 1],
      ['3-2-501 张三', 0],
    ]);
  });

  test('with no one home or refused needs a note and no checklist', async () => {
    await using ann = makeSite();
    const visit = (more: object) =>
      ann.officer.safety.submitVisit({
        accountId: ann.home,
        outcome: 'no-one-home',
        note: '',
        photoId: null,
        answers: [],
        requestId: requestId(),
        ...more,
      });
    await expect(visit({})).rejects.toEqual(refusedWith('safety.note-missing'));
    await expect(visit({ outcome: 'refused', note: ' ' })).rejects.toEqual(refusedWith('safety.note-missing'));
    await expect(visit({ note: '敲门无人', answers: await ann.answers('household') })).rejects.toEqual(
      refusedWith('input.invalid'),
    );
    await visit({ note: '敲门无人，已贴通知' });
    await visit({ outcome: 'refused', note: '拒绝入户' });
    const { items } = await ann.officer.safety.inspections({ accountId: ann.home, ...PAGE });
    expect(items.map((i) => i.outcome)).toEqual(['refused', 'no-one-home']);
  });

  test('of an unknown account is refused', async () => {
    await using ann = makeSite();
    await expect(ann.visit({}, 77 as never)).rejects.toEqual(refusedWith('record.not-found'));
  });

  test('a serious item becomes general only with a reason', async () => {
    await using ann = makeSite();
    const general = { result: 'fail', hazard: { ...LEAK, grade: 'general' } } as const;
    await expect(ann.visit({ 1: general })).rejects.toEqual(refusedWith('safety.grade-lowered'));
    expect(await ann.visit({ 1: { ...general, note: '已当场更换胶圈，复测不漏' } })).toMatchObject({
      hazards: [{ hazardNo: 'YH000001' }],
    });
  });

  test('a due date in the past is refused and nothing is kept', async () => {
    await using ann = makeSite();
    const late = { result: 'fail', hazard: { ...HOSE, dueOn: '2026-11-21' } } as const;
    await expect(ann.visit({ 9: late })).rejects.toEqual(refusedWith('safety.due-date-past'));
    expect((await ann.officer.safety.inspections(PAGE)).total).toBe(0);
  });

  test('submitted twice is one inspection with one hazard', async () => {
    await using ann = makeSite();
    const answers = await ann.answers('household', { 9: { result: 'fail', hazard: HOSE } });
    const cmd = {
      accountId: ann.home,
      outcome: 'done',
      note: '',
      photoId: null,
      answers,
      requestId: requestId(),
    } as const;
    expect(await ann.officer.safety.submitVisit(cmd)).toEqual(await ann.officer.safety.submitVisit(cmd));
    expect((await ann.officer.hazards.list({ show: 'unclosed', ...PAGE })).total).toBe(1);
  });

  test('once submitted stays as it is', async () => {
    await using ann = makeSite();
    await ann.visit();
    expect(() => ann.station.db.exec("UPDATE inspection SET outcome = 'refused'")).toThrow('frozen');
    expect(() => ann.station.db.exec("UPDATE inspection_answer SET result = 'fail'")).toThrow('frozen');
  });
});

describe('a photo', () => {
  const jpeg = (size: number) => {
    const bytes = Buffer.alloc(size, 7);
    bytes.set([0xff, 0xd8, 0xff, 0xe0]);
    return bytes.toString('base64');
  };

  test('is kept once, by its bytes, and read back as it was', async () => {
    await using ann = makeSite();
    const photoId = await ann.officer.safety.uploadPhoto({ base64: jpeg(2000) });
    expect(await ann.manager.safety.uploadPhoto({ base64: jpeg(2000) })).toBe(photoId);
    expect(await ann.manager.safety.photo({ photoId })).toEqual({ mimeType: 'image/jpeg', base64: jpeg(2000) });
    await ann.visit({ 9: { result: 'fail', hazard: HOSE, photoId } });
    const { events } = await ann.officer.hazards.file({ hazardId: 1 as never });
    expect(events).toMatchObject([{ kind: 'found', photoId }]);
  });

  test('of exactly four megabytes is kept, one byte more is refused in words', async () => {
    await using ann = makeSite();
    expect(await ann.officer.safety.uploadPhoto({ base64: jpeg(MAX_PHOTO_BYTES) })).toBe(1);
    await expect(ann.officer.safety.uploadPhoto({ base64: jpeg(MAX_PHOTO_BYTES + 1) })).rejects.toEqual(
      refusedWith('safety.photo-size'),
    );
  });

  test('that is something else is refused, whatever it is called', async () => {
    await using ann = makeSite();
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64');
    await expect(ann.officer.safety.uploadPhoto({ base64: svg })).rejects.toEqual(refusedWith('safety.photo-type'));
    await expect(ann.officer.safety.photo({ photoId: PhotoId.parse(9) })).rejects.toEqual(
      refusedWith('record.not-found'),
    );
  });
});
