import { expect, onTestFinished, test } from 'vitest';
import { DeviceConfig } from '../../main/devices/config.schema.ts';
import { TextScaleProfile } from '../../main/devices/scale-text/profile.schema.ts';
import { createScale } from '../../main/devices/scales.ts';
import { startScaleSim } from '../../main/devices/simulators.ts';
import { createMemoryTransport } from '../../main/devices/transport/memory.ts';
import { createFakeTimers } from '../support/fake-timers.ts';

let wires = 0;

async function onWire(weightGrams: number, ask = 'SI\\r\\n') {
  const timers = createFakeTimers();
  const name = `zero-${wires++}`;
  const link = { type: 'memory', name } as const;
  const sim = startScaleSim({ link, timers, model: 'scale-text', grammar: 'sics', weightGrams });
  const setting = DeviceConfig.parse({ model: 'scale-text', link, profile: { grammar: 'sics', ask } });
  if (setting.model !== 'scale-text') throw new Error('a text scale is wanted');
  const scale = createScale(setting, { transport: createMemoryTransport(name), timers, now: timers.now });
  onTestFinished(async () => {
    await scale.stop();
    await sim[Symbol.asyncDispose]();
  });
  scale.start();
  await timers.advance(1000);
  const zero = async (ms = 500) => {
    const answer = scale.zero?.();
    await timers.advance(ms);
    return answer;
  };
  return { timers, sim, scale, zero };
}

test.each(['SI\\r\\n', 'SIR\\r\\n'])(
  'the zero of a scale asked with %s is set, and only weights after it count',
  async (ask) => {
    const { timers, scale, zero } = await onWire(120, ask);
    expect(scale.latest()).toMatchObject({ weightGrams: 120, isStable: true });
    expect(await zero(0)).toBe('done');
    expect(scale.latest()).toMatchObject({ weightGrams: 0, isStable: false });
    await timers.advance(1000);
    expect(scale.latest()).toMatchObject({ weightGrams: 0, isStable: true });
    expect(scale.status()).toMatchObject({ state: 'open', problem: null });
  },
);

test('a scale that moves or carries too much refuses, and goes on weighing', async () => {
  const { timers, sim, scale, zero } = await onWire(100);
  sim.setStable(false);
  expect(await zero()).toBe('moving');
  sim.setStable(true);
  sim.setWeight(16_500);
  await timers.advance(1000);
  expect(await zero()).toBe('out-of-range');
  await timers.advance(1000);
  expect(scale.latest()).toMatchObject({ weightGrams: 16_500, isStable: true });
  expect(scale.status().problem).toBeNull();
});

test('without an answer it is not known, and the scale is asked for its weight again', async () => {
  const { timers, sim, scale, zero } = await onWire(100);
  sim.fault = 'silence';
  expect(await zero(6000)).toBe('unknown');
  sim.fault = undefined;
  await timers.advance(1500);
  expect(scale.latest()).toMatchObject({ isStable: true });
});

test('nothing is sent to a wire that is not open, and nothing late to one that is plugged in again', async () => {
  const { timers, sim, scale, zero } = await onWire(100);
  sim.fault = 'silence';
  const pending = scale.zero?.();
  await sim.unplug();
  await timers.advance(500);
  expect(await pending).toBe('unknown');
  const asked = scale.status().statistics.requests;
  expect(await zero()).toBe('closed');
  expect(scale.status().statistics.requests).toBe(asked);
  sim.fault = undefined;
  sim.plug();
  await timers.advance(30_000);
  expect(scale.latest()).toMatchObject({ weightGrams: 100, isStable: true });
});

test('a scale of another kind takes no order', () => {
  const timers = createFakeTimers();
  const scale = createScale(
    { model: 'scale-text', profile: TextScaleProfile.parse({ grammar: 'st' }) },
    { transport: createMemoryTransport('no-order'), timers, now: timers.now },
  );
  expect(scale.zero).toBeUndefined();
});
