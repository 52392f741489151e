import { expect, test, vi } from 'vitest';
import type { SimMeter } from '../../../main/devices/meter-dlt645/sim.ts';
import { refused } from '../billing/correction-fixture.ts';
import { newRequest } from '../billing/fixture.ts';
import { DAY, found, METERS, register, stationWithBus } from './fixture.ts';

const HOUR_MS = 3_600_000;
const ACCESS = { level: 2, operatorCode: '00000007', password: '123456' };
const TURNED = { ...(METERS[0] as SimMeter), driftMs: -26 * HOUR_MS, password: ACCESS.password };

async function registered() {
  const made = await stationWithBus([TURNED, METERS[1] as SimMeter]);
  const { ann, busId } = made;
  const manager = ann.as('manager').commissioning;
  const { meters } = await manager.register(
    register(
      busId,
      METERS.map(({ address }) => found(address)),
    ),
  );
  const [turned, other] = meters.map(({ meterId }) => meterId);
  if (turned === undefined || other === undefined) throw new Error('not registered');
  const written = () => made.sim.requests.filter(({ control }) => control === 0x14).length;
  const audited = (action: string) =>
    ann.station.db.prepare('SELECT count(*) AS n FROM audit WHERE action = ?').get(action) as { n: number };
  return { ...made, manager, turned, other, written, audited };
}

async function ended<T extends { state: string } | null | undefined>(look: () => Promise<T>): Promise<T> {
  const end = Date.now() + 10_000;
  for (;;) {
    const shown = await look();
    if (shown?.state !== 'running' || Date.now() > end) return shown;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('the clock of one meter is set with the password of its bus, once a request, and read back', async () => {
  const { ann, busId, manager, turned, written, audited } = await registered();
  await manager.checkClocks({ busId });
  const check = () => manager.clocks({ busId }).then(({ check }) => check);
  expect(await ended(check)).toMatchObject({
    rows: [{ meterId: turned, aheadSeconds: -26 * 3600, canSet: true }, { aheadSeconds: 0 }],
  });

  const without = { meterId: turned, requestId: newRequest() };
  await expect(manager.setClock(without)).rejects.toMatchObject(refused('device.relay-no-password'));
  await ann.as('manager').devices.setRelayAccess({ deviceId: busId, access: ACCESS });
  // What was refused stays refused: somebody has to ask anew.
  await expect(manager.setClock(without)).rejects.toMatchObject(refused('device.relay-no-password'));
  expect(written()).toBe(0);

  const order = { meterId: turned, requestId: newRequest() };
  const [first, second] = await Promise.all([manager.setClock(order), manager.setClock(order)]);
  expect(first).toMatchObject({ meterId: turned, aheadSeconds: 0, refusal: null });
  expect(second).toEqual(first);
  expect(await manager.setClock(order)).toEqual(first);
  // Date and time, each once.
  expect(written()).toBe(2);
  expect(await check()).toMatchObject({ rows: [{ meterId: turned, aheadSeconds: 0 }, { aheadSeconds: 0 }] });
  expect([audited('commissioning.set-clock'), audited('commissioning.set-clock-done')]).toEqual([{ n: 2 }, { n: 2 }]);
});

test('a clock is set by whoever may set devices up, and only of a meter on a wire', async () => {
  const { ann, busId, manager, turned } = await registered();
  const order = { meterId: turned, requestId: newRequest() };
  await expect(ann.as('cashier').commissioning.setClock(order)).rejects.toMatchObject(refused('permission.denied'));
  await expect(ann.as('cashier').commissioning.freezeNow({ busId, requestId: newRequest() })).rejects.toMatchObject(
    refused('permission.denied'),
  );
  await expect(manager.setClock({ meterId: 999 as never, requestId: newRequest() })).rejects.toMatchObject(
    refused('record.not-found'),
  );
});

test('a password that the meter refuses sets nothing', async () => {
  const { ann, busId, manager, turned, sim } = await registered();
  await ann.as('manager').devices.setRelayAccess({ deviceId: busId, access: { ...ACCESS, password: '000001' } });
  await expect(manager.setClock({ meterId: turned, requestId: newRequest() })).rejects.toMatchObject(
    refused('device.meter-not-authorised'),
  );
  expect(sim.meter('000012345678').driftMs).toBe(-26 * HOUR_MS);
});

test('a freeze goes out once a request, and what each meter kept is read and not stored', async () => {
  const { ann, busId, manager, turned, sim } = await registered();
  const order = { busId, requestId: newRequest() };
  const begun = await manager.freezeNow(order);
  expect(begun).toMatchObject({ state: 'running', total: 2 });
  const freeze = () => manager.freeze({ busId });
  // Again while it is being read: the same order is the same run, another one has to wait.
  expect(await manager.freezeNow(order)).toMatchObject({ state: 'running', orderedAt: begun.orderedAt });
  await expect(manager.freezeNow({ busId, requestId: newRequest() })).rejects.toMatchObject(
    refused('commissioning.freeze-running'),
  );
  const run = await ended(freeze);
  expect(run).toMatchObject({
    state: 'done',
    rows: [
      { meterId: turned, totalMilli: 98_765_430, frozenAt: ann.station.clock.now() - 26 * HOUR_MS, refusal: null },
      { totalMilli: 500_000, frozenAt: ann.station.clock.now() },
    ],
  });
  expect(await manager.freezeNow(order)).toEqual(run);
  expect(sim.requests.filter(({ control }) => control === 0x16)).toHaveLength(1);
  expect(ann.station.db.prepare('SELECT count(*) AS n FROM reading').get()).toEqual({ n: 0 });
  // A meter that is gone is told with its reason, and the others are read.
  sim.meter('000012345678').fault = 'silent';
  await manager.freezeNow({ busId, requestId: newRequest() });
  expect(await ended(freeze)).toMatchObject({
    state: 'done',
    rows: [{ totalMilli: null, refusal: { code: 'device.no-answer' } }, { totalMilli: 500_000 }],
  });
});

test('the time is broadcast once a request and once a day, also where two ask at once', async () => {
  const { ann, busId, manager, sim, audited } = await registered();
  const broadcasts = () => sim.requests.filter(({ control }) => control === 0x08).length;
  const check = () => manager.clocks({ busId }).then(({ check }) => check);
  const order = { busId, requestId: newRequest() };
  const other = { busId, requestId: newRequest() };
  const asked = [manager.syncClocks(order), manager.syncClocks(order), manager.syncClocks(other)];
  const [first, again, second] = await Promise.allSettled(asked);
  expect(first).toMatchObject({ status: 'fulfilled', value: { total: 2 } });
  expect(again).toMatchObject({ status: 'fulfilled', value: { total: 2 } });
  expect(second).toMatchObject({ status: 'rejected', reason: refused('device.clock-already-set') });
  expect(await ended(check)).toMatchObject({ state: 'done', rows: [{}, { aheadSeconds: 0 }] });
  // Asked for again later, it answers what it answered.
  expect(await manager.syncClocks(order)).toMatchObject({ state: 'done', total: 2 });
  expect(broadcasts()).toBe(1);
  expect([audited('commissioning.set-clocks'), audited('commissioning.set-clocks-done')]).toEqual([{ n: 1 }, { n: 1 }]);
  expect(ann.station.db.prepare('SELECT kind, done_at > 0 AS isDone FROM wire_order').all()).toEqual([
    { kind: 'clocks', isDone: 1 },
  ]);
});

test('a broadcast that was refused gives the day back; one that a crash cut off counts as sent, its own request goes on', async () => {
  const { ann, busId, manager, sim } = await registered();
  const broadcasts = () => sim.requests.filter(({ control }) => control === 0x08).length;
  ann.setClock(`${DAY}T00:02:00+08:00`);
  const early = { busId, requestId: newRequest() };
  for (const _ of [1, 2])
    await expect(manager.syncClocks(early)).rejects.toMatchObject(refused('device.clock-near-freeze'));
  expect(await manager.clocks({ busId })).toMatchObject({ lastSetOn: null });

  ann.setClock(`${DAY}T10:00:00+08:00`);
  const bus = ann.station.devices.meterBus(busId);
  if (!bus) throw new Error('no bus');
  const cut = { busId, requestId: newRequest() };
  const send = vi.spyOn(bus, 'syncClocks').mockRejectedValueOnce(new Error('the program ended'));
  await expect(manager.syncClocks(cut)).rejects.toThrow();
  send.mockRestore();
  await expect(manager.syncClocks({ busId, requestId: newRequest() })).rejects.toMatchObject(
    refused('device.clock-already-set'),
  );
  expect(broadcasts()).toBe(0);
  expect(await manager.syncClocks(cut)).toMatchObject({ total: 2 });
  expect(broadcasts()).toBe(1);
  expect(await manager.clocks({ busId })).toMatchObject({ lastSetOn: DAY });
});

test('a bus without such meters is not told to freeze', async () => {
  const { ann, busId } = await stationWithBus();
  const order = { busId, requestId: newRequest() };
  await expect(ann.as('manager').commissioning.freezeNow(order)).rejects.toMatchObject(
    refused('commissioning.no-freezes'),
  );
});
