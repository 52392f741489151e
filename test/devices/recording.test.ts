import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BusProfile } from '../../main/devices/config.schema.ts';
import { createMeterBus } from '../../main/devices/meter-bus.ts';
import { createRecorder } from '../../main/devices/recording/recorder.ts';
import { overheard, parseRecording } from '../../main/devices/recording/recording.ts';
import { startMeterSim } from '../../main/devices/simulators.ts';
import { createMemoryTransport } from '../../main/devices/transport/memory.ts';
import type { Transport } from '../../main/devices/transport/transport.ts';
import { wireMeter } from '../support/devices.ts';
import { createFakeTimers, type FakeTimers } from '../support/fake-timers.ts';
import { createReplay } from '../support/replay.ts';

const START = Date.parse('2026-11-26T04:30:00Z');
const LU = { address: '000012345678', registers: { totalMilli: 98_765_430 } };
const QI = { address: '000012345679', registers: { totalMilli: 500_000 } };

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'stationdesk-recording-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function busOn(transport: Transport, timers: FakeTimers) {
  const meters = createMeterBus({
    transport,
    timers,
    now: () => START + timers.now(),
    profile: BusProfile.parse({ retries: 0 }),
  });
  onTestFinished(async () => {
    const closing = meters.bus.stop();
    await timers.advance(3000);
    await closing;
  });
  meters.bus.start();
  await timers.advance(0);
  const read = async (address: string) => {
    const outcome = meters.readMeter(wireMeter(address), { withTou: false }).then(
      ({ totalMilli }) => totalMilli as number,
      (error) => error.code as string,
    );
    await timers.advance(3000);
    return outcome;
  };
  return { meters, read };
}

/** Two meters read, one of them after its answer was broken once, then the cable is pulled. */
async function record() {
  const timers = createFakeTimers();
  const now = () => START + timers.now();
  const recorder = createRecorder({ folder: folder(), name: 'device-1', timers, now });
  recorder.set(true);
  const name = `recording-${Math.random()}`;
  const sim = startMeterSim({ link: { type: 'memory', name }, meters: [LU, QI], timers, now });
  onTestFinished(() => sim[Symbol.asyncDispose]());
  await timers.advance(0);
  const { read } = await busOn(overheard(createMemoryTransport(name), recorder), timers);
  const results = [await read(LU.address)];
  sim.meter(QI.address).fault = 'garbage';
  results.push(await read(QI.address));
  sim.meter(QI.address).fault = undefined;
  results.push(await read(QI.address));
  sim.meter(LU.address).fault = 'silent';
  results.push(await read(LU.address));
  await sim.unplug();
  await timers.advance(100);
  return { recorder, results, timers };
}

describe('the recording of a wire', () => {
  test('has every byte with its time and direction, and what happened to the wire', async () => {
    const { recorder, results } = await record();
    expect(results).toEqual([98_765_430, 'device.garbage', 500_000, 'device.no-answer']);
    const text = await recorder.read();
    const [first, second, third, fourth] = text.split('\n');
    expect(first).toBe('2026-11-26T04:30:00.000Z # recording on');
    expect(second).toMatch(/^2026-11-26T04:30:00\.000Z # opened memory /);
    expect(third).toBe('2026-11-26T04:30:00.000Z > FE FE FE FE 68 78 56 34 12 00 00 68 11 04 33 33 34 33 C6 16');
    expect(fourth).toMatch(/^2026-11-26T04:30:00\.020Z < FE FE FE FE 68 78 56 34 12 00 00 68 91 08 /);
    const records = parseRecording(text);
    expect(records.map(({ kind }) => kind).join(' ')).toBe('event event out in out in out in out event event');
    expect(records.slice(-2).map((record) => record.text)).toEqual([expect.stringContaining('lost'), 'closed']);
  });

  test('played back through a bus gives the same results', async () => {
    const { recorder, results } = await record();
    const timers = createFakeTimers();
    const { transport, missed } = createReplay(await recorder.read(), timers);
    const { read } = await busOn(transport, timers);
    const again = [];
    for (const address of [LU.address, QI.address, QI.address, LU.address]) again.push(await read(address));
    expect(again.slice(0, 3)).toEqual(results.slice(0, 3));
    expect(again[3]).toMatch(/^device\.(no-answer|unplugged)$/);
    expect(missed).toEqual([]);
  });

  test('is bounded: the oldest is overwritten, the newest is there', async () => {
    const timers = createFakeTimers();
    const where = folder();
    const options = { folder: where, name: 'device-1', timers, now: () => START + timers.now(), mostBytes: 10_000 };
    const recorder = createRecorder(options);
    recorder.set(true);
    for (let i = 0; i < 3000; i++) {
      recorder.bytes('in', Uint8Array.of(i >> 8, i & 0xff));
      if (i % 50 === 49) await recorder.close();
    }
    const sizes = readdirSync(where).map((name) => statSync(path.join(where, name)).size);
    expect(sizes).toHaveLength(2);
    for (const size of sizes) expect(size).toBeLessThanOrEqual(10_000);
    const records = parseRecording(await recorder.read());
    expect(records.length).toBeGreaterThan(250);
    expect([...(records.at(-1)?.bytes ?? [])]).toEqual([2999 >> 8, 2999 & 0xff]);
    await recorder.forget();
    expect(await recorder.read()).toBe('');
  });

  test('holds nothing of what went over the wire while it was off', async () => {
    const timers = createFakeTimers();
    const recorder = createRecorder({ folder: null, name: 'device-1', timers, now: () => START });
    recorder.bytes('in', Uint8Array.of(1));
    recorder.set(true);
    recorder.bytes('in', Uint8Array.of(2));
    recorder.set(false);
    recorder.bytes('in', Uint8Array.of(3));
    expect(parseRecording(await recorder.read()).flatMap(({ bytes }) => [...bytes])).toEqual([2]);
  });
});
