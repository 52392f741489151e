import { describe, expect, test } from 'vitest';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import {
  creditOf,
  imbalance,
  pay,
  presentOf,
  receivable,
  refused,
  soundness,
  standing,
} from '../billing/correction-fixture.ts';
import { addHouse, addTariff, BY_YEAR, FLAT, type House, read } from '../billing/fixture.ts';

const service = 'electricity';
const PER_KWH = { ...FLAT, unit: 'kWh', scheme: { kind: 'flat', price: '1.00' } } as const;

async function version(ann: TestStation, house: House) {
  return (await ann.as('manager').meters.get({ meterId: house.meterId })).version;
}

async function replacement(ann: TestStation, house: House, of: { on: string; final: number; initial: number }) {
  return {
    meterId: house.meterId,
    version: await version(ann, house),
    changedOn: of.on,
    final: { totalMilli: of.final * 1000 },
    next: { meterNo: `${house.meterNo}N` },
    initial: { totalMilli: of.initial * 1000 },
  };
}

describe('replacing a meter', () => {
  test('shows what is billed before and after, then bills the old meter to its last reading and the new from its first', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'YI', PER_KWH);
    const house = addHouse(ann, '3-501');
    await read(ann, house, '2026-02-20T10:00:00', 1300);
    await ann.as('manager').billing.issue({ month: '2026-02', service });
    ann.setClock('2026-03-10T15:00:00+08:00');
    const asked = await replacement(ann, house, { on: '2026-03-10', final: 1380, initial: 7 });
    const preview = await ann.as('manager').meterwork.previewReplacement(asked);
    expect(preview).toMatchObject({
      before: [{ meterNo: house.meterNo, month: '2026-03', reason: 'no-reading' }],
      after: [
        { meterNo: house.meterNo, quantityMilli: 80_000, amountFen: 8_000, reason: null, isIssued: false },
        { meterNo: `${house.meterNo}N`, reason: 'baseline-only' },
      ],
      usageMilli: 80_000,
      doubts: [],
    });
    expect((await ann.as('manager').meters.ofAccount({ accountId: house.accountId })).map((m) => m.meterNo)).toEqual([
      house.meterNo,
    ]);

    const command = { ...asked, reason: '到检定期', requestId: requestId() };
    const result = await ann.as('manager').meterwork.replace(command);
    expect(await ann.as('manager').meterwork.replace(command)).toEqual(result);
    await read(ann, { ...house, meterId: result.meterId }, '2026-03-20T10:00:00', 47);
    await ann.as('manager').billing.issue({ month: '2026-03', service });
    expect((await standing(ann, house)).map((b) => [b.month, b.quantityMilli])).toEqual([
      ['2026-02', 300_000],
      ['2026-03', 80_000],
      ['2026-03', 40_000],
    ]);
    const [last] = await ann.as('manager').readings.ofMeter({ meterId: house.meterId });
    expect(last).toMatchObject({ role: 'final', state: 'accepted', note: '到检定期' });
  });

  test('after the month was billed shows the rest on the month after', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'YI', PER_KWH);
    const house = addHouse(ann, '3-501');
    await read(ann, house, '2026-02-20T10:00:00', 1300);
    await ann.as('manager').billing.issue({ month: '2026-02', service });
    ann.setClock('2026-02-25T15:00:00+08:00');
    const asked = await replacement(ann, house, { on: '2026-02-25', final: 1325, initial: 0 });
    const { after } = await ann.as('manager').meterwork.previewReplacement(asked);
    expect(after.map((line) => [line.month, line.meterNo, line.amountFen])).toEqual([
      ['2026-03', house.meterNo, 2_500],
      ['2026-03', `${house.meterNo}N`, null],
    ]);
  });

  test('needs a doubtful last reading confirmed, and refuses one before a reading that is there', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'YI', PER_KWH);
    const house = addHouse(ann, '3-501');
    await read(ann, house, '2026-02-20T10:00:00', 1300);
    ann.setClock('2026-03-10T15:00:00+08:00');
    const manager = ann.as('manager');
    const low = await replacement(ann, house, { on: '2026-03-10', final: 900, initial: 0 });
    const reason = '烧坏';
    expect((await manager.meterwork.previewReplacement(low)).doubts).toEqual(['lower']);
    await expect(manager.meterwork.replace({ ...low, reason, requestId: requestId() })).rejects.toMatchObject(
      refused('reading.needs-confirmation'),
    );
    const early = await replacement(ann, house, { on: '2026-02-20', final: 1310, initial: 0 });
    await expect(manager.meterwork.previewReplacement({ ...early, changedOn: '2026-02-19' })).rejects.toMatchObject(
      refused('meterwork.read-later'),
    );
    await manager.meterwork.replace({ ...low, reason, isConfirmed: true, requestId: requestId() });
    expect((await manager.readings.reviewQueue({})).rows.map((row) => row.reading.note)).toEqual([reason]);
  });
});

describe('a register that passed zero', () => {
  test('is billed past it once the digits it really has are said', async () => {
    await using ann = makeStation();
    await addTariff(ann, 'YI', PER_KWH);
    const house = addHouse(ann, '3-501', { baseline: 99_000, meter: { digits: 6 } });
    await read(ann, house, '2026-02-20T10:00:00', 99_900);
    await ann.as('manager').billing.issue({ month: '2026-02', service });
    const readingId = (await read(ann, house, '2026-03-20T10:00:00', 60)) as never;
    const manager = ann.as('manager');
    await expect(manager.meterwork.previewRollover({ readingId, digits: 6 })).rejects.toMatchObject(
      refused('meterwork.not-rollover'),
    );
    await expect(manager.meterwork.previewRollover({ readingId, digits: 4 })).rejects.toMatchObject(
      refused('reading.exceeds-register'),
    );
    expect(await manager.meterwork.previewRollover({ readingId, digits: 5 })).toMatchObject({
      usageMilli: 160_000,
      before: [{ reason: 'doubtful-reading' }],
      after: [{ reason: null, quantityMilli: 160_000, amountFen: 16_000 }],
    });
    expect((await manager.meters.get({ meterId: house.meterId })).digits).toBe(6);
    await manager.meterwork.confirmRollover({ readingId, digits: 5, reason: '五位表翻转', requestId: requestId() });
    await manager.billing.issue({ month: '2026-03', service });
    expect((await standing(ann, house)).at(-1)).toMatchObject({ quantityMilli: 160_000, amountFen: 16_000 });
    expect((await manager.meters.get({ meterId: house.meterId })).digits).toBe(5);
  });
});

describe('two meters found swapped', () => {
  /** Three months in which each household was billed for the other's use; the first month paid by both. */
  async function swapped(ann: TestStation) {
    await addTariff(ann, 'ZJ', BY_YEAR);
    const wang = addHouse(ann, '3-501');
    const li = addHouse(ann, '3-502');
    for (const [month, ofWang, ofLi] of [
      ['2026-02', 1500, 3900],
      ['2026-03', 2000, 6800],
      ['2026-04', 2500, 9700],
    ] as const) {
      await read(ann, wang, `${month}-20T10:00:00`, ofWang);
      await read(ann, li, `${month}-20T10:00:00`, ofLi);
      await ann.as('manager').billing.issue({ month, service });
    }
    ann.setClock('2026-05-04T09:00:00+08:00');
    return { wang, li };
  }

  test('are given to the right account: every bill since then is issued again, money stays with who paid it', async () => {
    await using ann = makeStation();
    const { wang, li } = await swapped(ann);
    const [before, liBefore] = [await standing(ann, wang), await standing(ann, li)];
    const amounts = (bills: typeof before) => bills.map((bill) => bill.amountFen);
    const [wangPaid] = amounts(before) as [number];
    const [liPaid] = amounts(liBefore) as [number];
    await pay(ann, wang, wangPaid, [before[0]?.billId as number]);
    await pay(ann, li, liPaid, [liBefore[0]?.billId as number]);
    const asked = { meterId: wang.meterId, otherMeterId: li.meterId, sinceOn: '2026-01-01' };
    const preview = await ann.as('manager').meterwork.previewSwap(asked);
    expect(preview.bills.map((b) => [b.month, b.amountBeforeFen, b.amountAfterFen])).toEqual([
      ['2026-02', wangPaid, liPaid],
      ['2026-02', liPaid, wangPaid],
      ...[1, 2].flatMap((i) => [
        [before[i]?.month, before[i]?.amountFen, liBefore[i]?.amountFen],
        [before[i]?.month, liBefore[i]?.amountFen, before[i]?.amountFen],
      ]),
    ]);
    const { differenceFen } = preview;
    expect(differenceFen).toBe(0);
    expect(amounts(await standing(ann, wang))).toEqual(amounts(before));

    const command = {
      ...asked,
      reason: '装表时两户接反',
      expectedDifferenceFen: differenceFen,
      requestId: requestId(),
    };
    await expect(
      ann.as('manager').meterwork.swap({ ...command, expectedDifferenceFen: 1, requestId: requestId() }),
    ).rejects.toMatchObject(refused('meterwork.changed'));
    await ann.as('manager').meterwork.swap(command);
    await ann.as('manager').meterwork.swap(command);
    expect(amounts(await standing(ann, wang))).toEqual(amounts(liBefore));
    expect(amounts(await standing(ann, li))).toEqual(amounts(before));
    const total = (bills: typeof before) => bills.reduce((sum, bill) => sum + bill.amountFen, 0);
    expect(receivable(ann, wang) - creditOf(ann, wang)).toBe(total(liBefore) - wangPaid);
    expect(receivable(ann, li) - creditOf(ann, li)).toBe(total(before) - liPaid);
    expect(imbalance(ann)).toBe(0);
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  });

  test('go on being billed to the right account, and a later correction re-rates the bills issued again', async () => {
    await using ann = makeStation();
    const { wang, li } = await swapped(ann);
    const asked = { meterId: wang.meterId, otherMeterId: li.meterId, sinceOn: '2026-01-01' };
    await ann.as('manager').meterwork.swap({
      ...asked,
      reason: '接反',
      expectedDifferenceFen: 0,
      requestId: requestId(),
    });
    await read(ann, li, '2026-05-20T10:00:00', 9_900);
    await read(ann, wang, '2026-05-20T10:00:00', 2_600);
    await ann.as('manager').billing.issue({ month: '2026-05', service });
    const may = (await standing(ann, wang)).at(-1);
    expect(may).toMatchObject({ month: '2026-05', quantityMilli: 200_000 });
    const preview = await ann.as('manager').billing.previewCorrection({
      readingId: (await presentOf(ann, wang, 2)) as never,
      totalMilli: 9_600_000,
    });
    expect(preview.bills.map((b) => [b.month, b.quantityAfterMilli])).toEqual([
      ['2026-04', 2_800_000],
      ['2026-05', 300_000],
    ]);
    expect(soundness(ann)).toMatchObject({ isSound: true, findings: [] });
  });

  test('of which a bill was discounted are refused until the discount is taken back', async () => {
    await using ann = makeStation();
    const { wang, li } = await swapped(ann);
    const [february] = await standing(ann, wang);
    await ann.as('manager').charges.adjust({
      billId: february?.billId as never,
      kind: 'discount',
      amountFen: 100,
      reason: '困难户',
      expectedOwedFen: february?.amountFen as number,
      requestId: requestId(),
    });
    const asked = { meterId: wang.meterId, otherMeterId: li.meterId, sinceOn: '2026-01-01' };
    await expect(ann.as('manager').meterwork.previewSwap(asked)).rejects.toMatchObject(refused('correction.adjusted'));
  });

  test('since a day on which nothing was read, or on one account, are refused', async () => {
    await using ann = makeStation();
    const { wang, li } = await swapped(ann);
    const asked = { meterId: wang.meterId, otherMeterId: li.meterId, sinceOn: '2026-03-03' };
    await expect(ann.as('manager').meterwork.previewSwap(asked)).rejects.toMatchObject(
      refused('meterwork.not-at-reading'),
    );
    await expect(
      ann.as('manager').meterwork.previewSwap({ ...asked, otherMeterId: wang.meterId }),
    ).rejects.toMatchObject(refused('meterwork.same-meter'));
  });
});
