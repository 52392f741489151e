import { describe, expect, test } from 'vitest';
import { isStationError } from '../../../main/shared/error-codes.ts';
import { makeBench, SCALE } from './bench.ts';

const refusedWith = (code: string) =>
  expect.objectContaining({ cause: expect.toSatisfy((e) => isStationError(e) && e.code === code) });
const order = { deviceId: SCALE };

describe('the zero of a filling scale', () => {
  test('is set with nothing on it, and the order is kept with what became of it', async () => {
    await using ann = makeBench();
    const seen = ann.zeroes('done');
    ann.weigh(120);
    expect((await ann.as('filler').filling.scales())[0]).toMatchObject({ canZero: true });
    await ann.as('filler').filling.zeroScale(order);
    expect(seen.orders).toBe(1);
    const rows = ann.station.db
      .prepare(`SELECT action, body_json AS after FROM audit WHERE action = 'filling.zero-scale'`)
      .all();
    expect(rows).toMatchObject([{ after: expect.stringContaining('done') }]);
  });

  test.each([
    ['a cylinder on it', 16_500, {}, 'filling.zero-not-empty'],
    ['a load below its zero', -600, {}, 'filling.zero-not-empty'],
    ['a moving platform', 100, { isStable: false }, 'filling.zero-moving'],
    ['an overload', 100, { isOverloaded: true }, 'filling.scale-overloaded'],
    ['an old weight', 100, { at: 0 }, 'filling.weight-stale'],
  ])('is not ordered with %s', async (_, weightGrams, how, code) => {
    await using ann = makeBench();
    const seen = ann.zeroes('done');
    ann.weigh(weightGrams, how as object);
    await expect(ann.as('filler').filling.zeroScale(order)).rejects.toEqual(refusedWith(code));
    expect(seen.orders).toBe(0);
  });

  test.each([
    ['moving', 'filling.zero-moving'],
    ['out-of-range', 'filling.zero-out-of-range'],
    ['refused', 'filling.zero-refused'],
    ['unknown', 'filling.zero-unknown'],
    ['closed', 'device.unplugged'],
  ] as const)('that was answered with %s is refused in words and kept', async (fate, code) => {
    await using ann = makeBench();
    ann.zeroes(fate);
    ann.weigh(0);
    await expect(ann.as('filler').filling.zeroScale(order)).rejects.toEqual(refusedWith(code));
    const [{ after }] = ann.station.db
      .prepare(`SELECT body_json AS after FROM audit WHERE action = 'filling.zero-scale'`)
      .all() as [{ after: string }];
    expect(after).toContain(fate);
  });

  test('is for those who fill, and for scales that take the order', async () => {
    await using ann = makeBench();
    ann.weigh(0);
    await expect(ann.as('filler').filling.zeroScale(order)).rejects.toEqual(refusedWith('filling.zero-refused'));
    expect((await ann.as('filler').filling.scales())[0]).toMatchObject({ canZero: false });
    await expect(ann.as('cashier').filling.zeroScale(order)).rejects.toEqual(refusedWith('permission.denied'));
  });
});
