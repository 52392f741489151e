import { describe, expect, onTestFinished, test } from 'vitest';
import { BusProfile } from '../../main/devices/config.schema.ts';
import { fromHex, toHex } from '../../main/devices/framing/frame.ts';
import type { RelayAccess } from '../../main/devices/meter/types.ts';
import { createMeterBus } from '../../main/devices/meter-bus.ts';
import { createFrameParser, encodeFrame, FN_SWITCH } from '../../main/devices/meter-dlt645/frame.ts';
import { decodeCommand, decodeWord3, encodeCommand } from '../../main/devices/meter-dlt645/relay.ts';
import type { RelayAction, RelayCommand } from '../../main/devices/ports.ts';
import { createSimRelay, type SimRelay, startMeterSim } from '../../main/devices/simulators.ts';
import { createMemoryTransport } from '../../main/devices/transport/memory.ts';
import { wireMeter } from '../support/devices.ts';
import { createFakeTimers, type FakeTimers } from '../support/fake-timers.ts';

const ADDRESS = '000012345678';
const START = Date.parse('2026-11-26T09:00:00+08:00');
const ACCESS: RelayAccess = { level: 2, password: '918273', operatorCode: '00000007' };
const refusal = (code: string, params: object = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });

const METER = wireMeter(ADDRESS);

let wires = 0;

async function setUp(options: Partial<SimRelay> = {}, access: RelayAccess | null = ACCESS, meterAheadMs = 0) {
  const timers = createFakeTimers();
  const name = `relay-test-${wires++}`;
  const now = () => START + timers.now();
  const relay = createSimRelay({ password: ACCESS.password, ...options });
  const meter = { address: ADDRESS, registers: { totalMilli: 0 }, relay };
  const other = { address: '000012345679', registers: { totalMilli: 0 } };
  const clock = () => now() + meterAheadMs;
  const sim = startMeterSim({ link: { type: 'memory', name }, meters: [meter, other], timers, now: clock });
  const meters = createMeterBus({
    transport: createMemoryTransport(name),
    timers,
    now,
    profile: BusProfile.parse({ retries: 1 }),
    relayAccess: () => access,
  });
  onTestFinished(async () => {
    const closing = [meters.bus.stop(), sim[Symbol.asyncDispose]()];
    await timers.advance(3000);
    await Promise.all(closing);
  });
  await timers.advance(0);
  meters.bus.start();
  await timers.advance(0);
  const order = (action: RelayAction, more: Partial<RelayCommand> = {}) =>
    meters.control(METER, { action, validUntil: now() + 600_000, ...more });
  return { timers, now, sim, relay, meters, order };
}

async function within<T>(timers: FakeTimers, promise: Promise<T>, ms = 60_000): Promise<T> {
  let isDone = false;
  const settled = promise.finally(() => {
    isDone = true;
  });
  settled.catch(() => undefined);
  for (let passed = 0; !isDone && passed < ms; passed += 50) await timers.advance(50);
  return settled;
}

describe('the bytes of a relay command', () => {
  test('are those of a recorded trip', () => {
    const access = { level: 0, password: '000000', operatorCode: '00000000' };
    const data = encodeCommand('trip', access, '2018-05-12 15:41:24');
    // v084: GitHub file 13152332338 (Java Holley ProtocolMeter645_2007Util)
    const frame = encodeFrame({ address: '111111111111', control: FN_SWITCH, data }, 0);
    expect(toHex(frame, ' ')).toBe(
      '68 11 11 11 11 11 11 68 1C 10 33 33 33 33 33 33 33 33 4D 33 57 74 48 45 38 4B 55 16',
    );
  });

  test('are understood again with everything in them', () => {
    const data = encodeCommand('keep-power', ACCESS, '2026-11-26 09:30:05');
    expect([...data.subarray(0, 4)]).toEqual([0x02, 0x73, 0x82, 0x91]);
    expect(decodeCommand(data)).toEqual({ ...ACCESS, action: 'keep-power', until: '2026-11-26 09:30:05' });
    expect(decodeCommand(data.with(8, 0x1f))).toBeUndefined();
    expect(decodeCommand(data.with(15, 0xff))).toBeUndefined();
  });

  test.each([
    [
      'v073 after a trip',
      '68 61 10 01 30 12 15 68 91 06 36 38 33 37 83 33 BE 16',
      { isOpen: true, isOrderedOpen: true },
    ],
    ['v074 closed', '68 61 10 01 30 12 15 68 91 06 36 38 33 37 33 33 6E 16', { isOpen: false, isOrderedOpen: false }],
  ])('status word 3 of the recorded frame %s', (_, hex, expected) => {
    // GitHub file 17039352107 (Node GW376.1/645 handler)
    const [frame] = createFrameParser().push(fromHex(hex));
    expect(decodeWord3(frame?.data.subarray(4) ?? new Uint8Array())).toMatchObject(expected);
  });

  test('a status word of FF says nothing', () => {
    expect(decodeWord3(Uint8Array.of(0xff, 0xff))).toBeUndefined();
    expect(decodeWord3(Uint8Array.of(0x10))).toBeUndefined();
  });
});

describe('ordering a relay', () => {
  test('a trip is done when the status word shows the open contact, seconds after the meter said yes', async () => {
    const { timers, relay, order, sim } = await setUp({ moveMs: 3500 });
    const done = order('trip');
    await timers.advance(1000);
    expect(relay.isOpen).toBe(false);
    expect(await within(timers, done)).toMatchObject({ isOpen: true, isOrderedOpen: true, word: 0x0050 });
    expect(timers.now()).toBeGreaterThanOrEqual(3500);
    expect(relay.commands).toEqual([
      { action: 'trip', level: 2, password: '918273', operatorCode: '00000007', until: '2026-11-26 09:10:00' },
    ]);
    expect(sim.requests.filter((request) => request.control === FN_SWITCH)).toHaveLength(1);
  });

  test('the person who orders is named to the meter', async () => {
    const { timers, relay, order } = await setUp();
    await within(timers, order('trip', { operatorCode: '42' }));
    expect(relay.commands).toMatchObject([{ operatorCode: '00000042' }]);
  });

  test('a permitted close leaves the contact to the button, a direct close does not', async () => {
    const { timers, relay, order, meters } = await setUp({ isOpen: true, isOrderedOpen: true });
    expect(await within(timers, order('allow-close'))).toMatchObject({ isOpen: true, isOrderedOpen: false });
    relay.pressButton();
    expect(await within(timers, meters.readStatus(wireMeter('12345678')))).toMatchObject({ isOpen: false });
    await within(timers, order('trip'));
    expect(await within(timers, order('close'))).toMatchObject({ isOpen: false, isOrderedOpen: false });
  });

  test('a meter that keeps power refuses to trip until that is released', async () => {
    const { timers, relay, order } = await setUp();
    await within(timers, order('keep-power'));
    await expect(within(timers, order('trip'))).rejects.toEqual(refusal('device.relay-refused', { err: '01' }));
    expect(relay.isOpen).toBe(false);
    await within(timers, order('keep-power-off'));
    expect(await within(timers, order('trip'))).toMatchObject({ isOpen: true });
  });

  test('the warning before a trip is switched on and off', async () => {
    const { timers, order } = await setUp();
    expect(await within(timers, order('alarm'))).toMatchObject({ isAlarming: true, isOpen: false });
    expect(await within(timers, order('alarm-off'))).toMatchObject({ isAlarming: false });
  });

  test('a wrong password is told as one, once, and never shown', async () => {
    const { timers, relay, order } = await setUp({ password: '654321' });
    const refused = await within(timers, order('trip')).catch((error: unknown) => error);
    expect(refused).toEqual(refusal('device.relay-wrong-password', { address: ADDRESS, err: '04' }));
    expect(JSON.stringify(refused) + String((refused as Error).stack)).not.toContain('918273');
    expect(relay.commands).toHaveLength(1);
  });

  test('a relay that says yes and does not move is not done', async () => {
    const { timers, relay, order } = await setUp({ fault: 'jammed' });
    await expect(within(timers, order('trip'))).rejects.toEqual(
      refusal('device.relay-unmoved', { address: ADDRESS, word: '0000' }),
    );
    expect(relay.commands).toHaveLength(1);
  });

  test('an order that is carried out without an answer is found done by the status word and not sent again', async () => {
    const { timers, relay, order } = await setUp({ fault: 'unanswered' });
    expect(await within(timers, order('trip'))).toMatchObject({ isOpen: true });
    expect(await within(timers, order('trip'))).toMatchObject({ isOpen: true });
    expect(relay.commands).toHaveLength(1);
  });

  test('an unanswered order of which the status word shows nothing is not repeated either', async () => {
    const { timers, relay, order } = await setUp({ fault: 'deaf' });
    await expect(within(timers, order('trip'))).rejects.toEqual(refusal('device.relay-unmoved'));
    expect(relay.commands).toHaveLength(1);
  });

  test('a meter that falls silent after the order leaves it unknown', async () => {
    const { timers, sim, relay, order } = await setUp({ fault: 'unanswered', moveMs: 30_000 });
    const ordered = order('trip');
    ordered.catch(() => undefined);
    // The first look at its status listens for a second meter with this address.
    await timers.advance(660);
    expect(relay.commands).toHaveLength(1);
    sim.meter(ADDRESS).fault = 'silent';
    await expect(within(timers, ordered)).rejects.toEqual(refusal('device.relay-unknown', { address: ADDRESS }));
    expect(relay.commands).toHaveLength(1);
  });

  test('a meter that is not there gets no order', async () => {
    const { timers, sim, relay, order } = await setUp();
    sim.meter(ADDRESS).fault = 'silent';
    await expect(within(timers, order('trip'))).rejects.toEqual(refusal('device.no-answer'));
    expect(relay.commands).toHaveLength(0);
    expect(sim.requests.some((request) => request.control === FN_SWITCH)).toBe(false);
  });

  test('without a password, or past its time, nothing is sent', async () => {
    const { timers, sim, order } = await setUp({}, null);
    await expect(within(timers, order('trip'))).rejects.toEqual(refusal('device.relay-no-password'));
    const late = await setUp();
    await expect(within(late.timers, late.order('trip', { validUntil: START - 1 }))).rejects.toEqual(
      refusal('device.relay-expired', { address: ADDRESS }),
    );
    expect(sim.requests).toHaveLength(0);
    expect(late.sim.requests).toHaveLength(0);
  });

  test('an order whose time runs out while it waits for the wire is never sent', async () => {
    const { timers, sim, relay, meters, order, now } = await setUp();
    sim.meter('000012345679').fault = 'silent';
    const ordered = order('trip', { validUntil: now() + 1500 });
    ordered.catch(() => undefined);
    // A dead meter takes the wire between the look at the status and the order.
    const dead = meters.readMeter(wireMeter('12345679'), { withTou: false, priority: 'interactive' });
    dead.catch(() => undefined);
    await expect(within(timers, ordered)).rejects.toEqual(refusal('device.relay-expired'));
    await within(timers, dead).catch(() => undefined);
    expect(relay.commands).toHaveLength(0);
  });

  test('an order that waits when the cable is pulled is not sent to what is plugged in later', async () => {
    const { timers, sim, relay, meters, order } = await setUp();
    sim.meter('000012345679').fault = 'silent';
    const ordered = order('trip');
    ordered.catch(() => undefined);
    const dead = meters.readMeter(wireMeter('12345679'), { withTou: false, priority: 'interactive' });
    dead.catch(() => undefined);
    await timers.advance(100);
    await sim.unplug();
    await expect(within(timers, ordered)).rejects.toEqual(refusal('device.unplugged'));
    sim.plug();
    await timers.advance(10_000);
    expect(meters.status().state).toBe('open');
    expect(relay.commands).toHaveLength(0);
  });

  test('a cable pulled after the order went out: it is asked for when the cable is back', async () => {
    const { timers, sim, relay, order } = await setUp({ fault: 'unanswered' });
    const ordered = order('trip');
    ordered.catch(() => undefined);
    // The first look at its status listens for a second meter with this address.
    await timers.advance(660);
    expect(relay.commands).toHaveLength(1);
    await sim.unplug();
    await timers.advance(1000);
    sim.plug();
    expect(await within(timers, ordered)).toMatchObject({ isOpen: true });
    expect(relay.commands).toHaveLength(1);
  });

  test('a meter without a relay refuses the look at its status', async () => {
    const { timers, meters, now } = await setUp();
    const ordered = meters.control(wireMeter('12345679'), { action: 'trip', validUntil: now() + 1000 });
    await expect(within(timers, ordered)).rejects.toEqual(refusal('device.meter-no-data'));
    await expect(meters.control(wireMeter('12-x'), { action: 'trip', validUntil: now() + 1000 })).rejects.toEqual(
      refusal('device.bad-address'),
    );
  });

  test('a meter whose clock is past the validity refuses', async () => {
    const { timers, relay, order } = await setUp({}, ACCESS, 3_600_000);
    await expect(within(timers, order('trip'))).rejects.toEqual(refusal('device.relay-refused', { err: '01' }));
    expect(relay.isOpen).toBe(false);
  });
});
