import { onTestFinished } from 'vitest';
import { BusProfile, MeterProfile, type MeterProtocolName } from '../../main/devices/config.schema.ts';
import { byteMsOf, type LineSettings } from '../../main/devices/link/line.schema.ts';
import { createMeterBus } from '../../main/devices/meter-bus.ts';
import type { WireMeter } from '../../main/devices/ports/meter.ts';
import { startMixedWire } from '../../main/devices/simulators.ts';
import { createMemoryTransport } from '../../main/devices/transport/memory.ts';
import type { Say, SimulatedDevice } from '../../main/devices/transport/simulator.ts';
import type { Transport } from '../../main/devices/transport/transport.ts';
import { createFakeTimers, type FakeTimers } from './fake-timers.ts';

interface WireOptions {
  readonly startAt?: number;
  readonly bus?: Partial<BusProfile>;
  /** How the wire itself is set; its changes are then kept in `lines`. Without it nobody knows. */
  readonly line?: LineSettings | null;
}

let wires = 0;

/** A bus and simulated devices on a wire inside the program, on timers that obey. The clock starts at `startAt`. */
export async function setUpWire(
  make: (timers: FakeTimers, now: () => number) => { create(say: Say): SimulatedDevice },
  { startAt = Date.parse('2026-11-26T02:00:00Z'), bus = {}, line = null }: WireOptions = {},
) {
  const timers = createFakeTimers();
  const now = () => startAt + timers.now();
  const lines: LineSettings[] = [];
  const name = `meter-wire-${wires++}`;
  const wire = startMixedWire({ link: { type: 'memory', name }, devices: [make(timers, now)], timers });
  const meters = createMeterBus({
    transport: withLine(createMemoryTransport(name), line, lines),
    timers,
    now,
    profile: BusProfile.parse(bus),
    zone: 'Asia/Shanghai',
  });
  onTestFinished(async () => {
    const closing = [meters.bus.stop(), wire[Symbol.asyncDispose]()];
    await timers.advance(3000);
    await Promise.all(closing);
  });
  await timers.advance(0);
  meters.bus.start();
  await timers.advance(0);

  /** Waits for the outcome while the timers run. */
  async function within<T>(promise: Promise<T>, ms = 300_000): Promise<T> {
    let isDone = false;
    const settled = promise.finally(() => {
      isDone = true;
    });
    settled.catch(() => undefined);
    for (let passed = 0; !isDone && passed < ms; passed += 50) await timers.advance(50);
    return settled;
  }
  return { timers, now, meters, wire, within, lines };
}

export function wireMeter(protocol: MeterProtocolName, address: string, profile: object = {}): WireMeter {
  return { protocol, address, line: null, profile: MeterProfile.parse({ protocol, ...profile }) };
}

function withLine(transport: Transport, line: LineSettings | null, lines: LineSettings[]): Transport {
  if (!line) return transport;
  return {
    ...transport,
    line,
    byteMs: byteMsOf(line),
    async open(handlers) {
      const connection = await transport.open(handlers);
      return { ...connection, setLine: async (next) => void lines.push(next) };
    },
  };
}
