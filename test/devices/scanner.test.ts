import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemTimers, type Timers } from '../../main/devices/link/timers.ts';
import type { ScanReading } from '../../main/devices/ports.ts';
import { createSerialScanner } from '../../main/devices/scanner-serial/driver.ts';
import { ScannerProfile } from '../../main/devices/scanner-serial/profile.schema.ts';
import { startScannerSim } from '../../main/devices/simulators.ts';
import { createTransport } from '../../main/devices/transport/index.ts';
import { createMemoryTransport } from '../../main/devices/transport/memory.ts';
import type { Transport } from '../../main/devices/transport/transport.ts';
import { makePtyPair, noSocat, serialLink, until } from '../support/devices.ts';

let wires = 0;

/** A scanner whose clock is moved by hand: repeats are a matter of time. */
async function listening(transport: Transport, profile: Partial<ScannerProfile> = {}) {
  const clock = { ms: 0 };
  const timers: Timers = { ...systemTimers, now: () => clock.ms };
  const scanner = createSerialScanner({ transport, timers, now: () => 1, profile: ScannerProfile.parse(profile) });
  const scans: ScanReading[] = [];
  scanner.onScan((scan) => scans.push(scan));
  onTestFinished(() => scanner.stop());
  scanner.start();
  await until(scanner.status, ({ state }) => state === 'open', 'an open scanner');
  const heard = async (count: number) => {
    await until(
      () => scans.length,
      (length) => length === count,
      `${count} scans`,
    );
    return scans.map(({ text }) => text);
  };
  return { scanner, clock, scans, heard };
}

async function onMemory(profile: Partial<ScannerProfile> = {}) {
  const name = `scanner-${wires++}`;
  const sim = startScannerSim({ link: { type: 'memory', name } });
  onTestFinished(() => sim[Symbol.asyncDispose]());
  return { sim, ...(await listening(createMemoryTransport(name), profile)) };
}

describe('a serial scanner', () => {
  test('takes CR and CR LF, names the symbology and keeps GS1 separators', async () => {
    const { sim, heard, scans } = await onMemory();
    sim.scan('LPG20260000123', { prefix: ']C0', ending: '\r\n' });
    await heard(1);
    sim.scan('0106901234567892\u001d10A1\u001d21X', { prefix: ']C1' });
    await heard(2);
    sim.scan('6901234567892');
    await heard(3);
    expect(scans.map(({ text, symbology }) => [text, symbology])).toEqual([
      ['LPG20260000123', 'Code 128'],
      ['0106901234567892\u001d10A1\u001d21X', 'GS1-128'],
      ['6901234567892', null],
    ]);
  });

  test('drops the same code within a second and a half, and no other', async () => {
    const { sim, clock, heard, scanner } = await onMemory();
    const afterMs = async (ms: number, text: string, lines: number) => {
      clock.ms += ms;
      const before = scanner.status().statistics.bytesIn;
      sim.scan(text);
      await until(scanner.status, ({ statistics }) => statistics.bytesIn > before, 'bytes');
      return heard(lines);
    };
    await afterMs(0, 'A1', 1);
    await afterMs(1400, 'A1', 1);
    await afterMs(1400, 'A1', 1);
    await afterMs(100, 'B2', 2);
    await afterMs(100, 'A1', 3);
    expect(await afterMs(1500, 'A1', 4)).toEqual(['A1', 'B2', 'A1', 'A1']);
  });

  test('reads Chinese in UTF-8 and in GB18030, and other endings', async () => {
    const { heard, sim } = await onMemory({ ending: 'tab' });
    sim.scan('户号 0012', { ending: '\t' });
    expect(await heard(1)).toEqual(['户号 0012']);
  });

  test('joins no half of a code from before a lost cable to the next one', async () => {
    const { sim, heard, scanner } = await onMemory();
    sim.scan('HALF', { ending: '' });
    await until(scanner.status, ({ statistics }) => statistics.bytesIn === 4, 'half a code');
    await sim.unplug();
    await until(scanner.status, ({ state }) => state === 'lost', 'a lost scanner');
    sim.plug();
    await until(scanner.status, ({ state }) => state === 'open', 'open again');
    sim.scan('WHOLE');
    expect(await heard(1)).toEqual(['WHOLE']);
    expect(scanner.status().statistics.droppedBytes).toBe(4);
  });

  test('types no noise: a line with control characters is dropped and counted', async () => {
    const { sim, heard, scanner } = await onMemory();
    sim.scan('LPG\u0000\u007f2026');
    sim.scan('LPG\ufffd');
    sim.scan('GOOD');
    expect(await heard(1)).toEqual(['GOOD']);
    expect(scanner.status().statistics.badFrames).toBe(2);
  });

  test('forgets a flood without an end', async () => {
    const { sim, heard, scanner } = await onMemory();
    for (let i = 0; i < 9; i++) sim.scan('x'.repeat(1000), { ending: '' });
    await until(scanner.status, ({ statistics }) => statistics.badFrames === 1, 'a dropped flood');
    sim.scan('', { ending: '\r' });
    sim.scan('GOOD');
    await heard(2);
  });
});

describe.skipIf(noSocat)('a scanner on a real serial port', () => {
  test('is heard, also after its adapter was pulled', async () => {
    await using pair = await makePtyPair();
    await using sim = startScannerSim({ link: serialLink(pair.far) });
    const { heard, scanner } = await listening(createTransport(serialLink(pair.near)));
    sim.scan('LPG20260000123', { prefix: ']C0', ending: '\r\n' });
    expect(await heard(1)).toEqual(['LPG20260000123']);
    // serialport misses a hang-up in the very millisecond of the last byte.
    await sleep(200);
    await pair.unplug();
    await until(scanner.status, ({ state }) => state !== 'open', 'a lost scanner');
    await pair.replug();
    await until(scanner.status, ({ state }) => state === 'open', 'open again');
    await until(() => sim.scan('6901234567892'), Boolean, 'a plugged scanner');
    await heard(2);
  });
});
