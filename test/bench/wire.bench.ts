import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { BusProfile, usualProfile } from '../../main/devices/config.schema.ts';
import { systemTimers } from '../../main/devices/link/timers.ts';
import { createMeterBus, type MeterBus } from '../../main/devices/meter-bus.ts';
import { createFrameParser, encodeFrame } from '../../main/devices/meter-dlt645/frame.ts';
import { createTransport } from '../../main/devices/transport/index.ts';
import { createFakeTimers } from '../support/fake-timers.ts';
import { createScriptedWire } from '../support/scripted-wire.ts';
import { makePtyPair, noSocat, serialLink } from '../support/socat.ts';
import { rounded } from './measure.ts';
import { leastMs, WIRE } from './wire.ts';

/**
 * How much of a wire's time the program leaves unused: one register of many meters on a 2400-baud bus, alone and on
 * eight buses side by side, against the time the bytes and the meters themselves take. The meters are another process.
 */
const CHILD = path.join(import.meta.dirname, 'wire-child.ts');
const SIDE_BY_SIDE = 8;

interface Run {
  /** Of the rate the wire allows; of the slowest bus. */
  readonly efficiency: number;
  readonly readsPerSecond: number;
  /** Of one core, the station's side alone. */
  readonly cpu: number;
  readonly wrong: number;
  /** How late the simulated meters were themselves, an answer: on a busy machine more than the program. */
  readonly simulatorLateMs: number;
}

async function readAll(buses: number, meters: number): Promise<Run> {
  await using stack = new AsyncDisposableStack();
  const pairs = await Promise.all(Array.from({ length: buses }, makePtyPair));
  for (const pair of pairs) stack.use(pair);
  const child = fork(
    CHILD,
    pairs.map((pair) => pair.far),
  );
  stack.defer(() => void child.kill());
  await once(child, 'message');
  const made = pairs.map((pair) =>
    createMeterBus({
      transport: createTransport(serialLink(pair.near, WIRE)),
      timers: systemTimers,
      now: Date.now,
      profile: BusProfile.parse({}),
    }),
  );
  for (const bus of made) stack.defer(() => bus.bus.stop());
  for (const bus of made) bus.bus.start();
  // The first exchange opens the port and warms the code.
  await Promise.all(made.map((bus) => read(bus, 1)));
  const cpuBefore = process.cpuUsage();
  const begun = performance.now();
  let wrong = 0;
  const seconds = await Promise.all(
    made.map(async (bus) => {
      for (let i = 1; i <= meters; i++) if ((await read(bus, i)) !== i * 10) wrong++;
      return (performance.now() - begun) / 1000;
    }),
  );
  const wall = (performance.now() - begun) * 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const slowest = Math.max(...seconds);
  child.send('how late?');
  const [{ lateMs }] = (await once(child, 'message')) as [{ lateMs: number }];
  return {
    efficiency: rounded((meters * leastMs()) / 1000 / slowest),
    readsPerSecond: rounded(meters / slowest),
    cpu: rounded((user + system) / wall),
    wrong,
    simulatorLateMs: rounded(lateMs),
  };
}

async function read(bus: MeterBus, number: number): Promise<number> {
  const profile = usualProfile('dlt645-2007');
  const meter = { protocol: 'dlt645-2007', address: String(number), line: null, profile } as const;
  return (await bus.readMeter(meter, { withTou: false })).totalMilli;
}

const HOUR_MS = 3_600_000;
const POLL_MS = 15 * 60_000;
const POLLED = 250;
/** Of them, so many never answer, and every so many-th answer is noise. */
const DEAD = 10;
const NOISY = 97;

/** A day of a round every quarter of an hour on clocks that obey; the heap after its second hour and at its end. */
async function memoryOfADay(hours: number) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const timers = createFakeTimers();
  const wire = createScriptedWire();
  const bus = createMeterBus({
    transport: wire.transport,
    timers,
    now: () => timers.now(),
    profile: BusProfile.parse({}),
  });
  let asked = 0;
  wire.onBytes = (bytes) => {
    const [request] = createFrameParser().push(bytes);
    wire.log.length = 0;
    if (!request || Number(request.address) <= DEAD) return;
    const data = Uint8Array.from([...request.data, 0x10, 0, 0, 0]);
    const answer = encodeFrame({ address: request.address, control: 0x91, data });
    timers.after(200, () => wire.say(...(++asked % NOISY === 0 ? answer.map((byte) => byte ^ 0x55) : answer)));
  };
  bus.bus.start();
  await timers.advance(0);
  const heapMb = () => {
    collect();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  let early = 0;
  for (let at = 0; at < hours * HOUR_MS; at += POLL_MS) {
    let isOver = false;
    const round = (async () => {
      for (let i = 1; i <= POLLED; i++) await read(bus, i).catch(() => undefined);
      isOver = true;
    })();
    const end = timers.now() + POLL_MS;
    while (!isOver) await timers.advance(1000);
    await round;
    await timers.advance(Math.max(0, end - timers.now()));
    if (at === 2 * HOUR_MS) early = heapMb();
  }
  const { requests, answers } = bus.status().statistics;
  const late = heapMb();
  await bus.bus.stop().catch(() => undefined);
  return {
    hours,
    requests,
    answers,
    earlyMb: rounded(early),
    lateMb: rounded(late),
    grownKb: Math.round((late - early) * 1024),
  };
}

export async function benchWire(meters: number, hours = 24) {
  const memory = await memoryOfADay(hours);
  if (noSocat) return { meters, skipped: noSocat, memory };
  const alone = await readAll(1, meters);
  const sideBySide = await readAll(SIDE_BY_SIDE, meters);
  return { meters, buses: SIDE_BY_SIDE, leastMs: rounded(leastMs()), alone, sideBySide, memory };
}
