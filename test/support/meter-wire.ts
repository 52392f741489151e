import { onTestFinished } from 'vitest';
import { BusProfile } from '../../main/devices/config.schema.ts';
import type { RelayAccess } from '../../main/devices/meter/types.ts';
import { createMeterBus, type MeterBus } from '../../main/devices/meter-bus.ts';
import { startMixedWire } from '../../main/devices/simulators.ts';
import { createMemoryTransport } from '../../main/devices/transport/memory.ts';
import type { Say, SimulatedDevice } from '../../main/devices/transport/simulator.ts';
import { createFakeTimers, type FakeTimers } from './fake-timers.ts';

export interface MeterWire {
  readonly timers: FakeTimers;
  readonly bus: MeterBus;
  readonly now: () => number;
  /** Waits for the outcome while the timers run. */
  within<T>(promise: Promise<T>, ms?: number): Promise<T>;
}

let wires = 0;

/** A bus and simulated meters on a wire inside the program, from a moment on and on timers that obey. */
export async function meterWire(
  from: string,
  make: (timers: FakeTimers, now: () => number) => readonly { create(say: Say): SimulatedDevice }[],
  access: RelayAccess | null = null,
): Promise<MeterWire> {
  const timers = createFakeTimers();
  const start = Date.parse(from);
  const now = () => start + timers.now();
  const name = `meter-wire-${wires++}`;
  const run = startMixedWire({ link: { type: 'memory', name }, devices: make(timers, now), timers });
  const bus = createMeterBus({
    transport: createMemoryTransport(name),
    timers,
    now,
    relayAccess: () => access,
    profile: BusProfile.parse({ answerMs: 300, retries: 1 }),
  });
  onTestFinished(async () => {
    const closing = [bus.bus.stop(), run[Symbol.asyncDispose]()];
    await timers.advance(3000);
    await Promise.all(closing);
  });
  await timers.advance(0);
  bus.bus.start();
  await timers.advance(0);
  return {
    timers,
    bus,
    now,
    async within(promise, ms = 600_000) {
      let isDone = false;
      const settled = promise.finally(() => {
        isDone = true;
      });
      settled.catch(() => undefined);
      for (let passed = 0; !isDone && passed < ms; passed += 20) await timers.advance(20);
      return settled;
    },
  };
}
