import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BusProfile } from '../../main/devices/config.schema.ts';
import { encodeBcd } from '../../main/devices/framing/bcd.domain.ts';
import type { LineSettings } from '../../main/devices/link/line.schema.ts';
import { systemTimers } from '../../main/devices/link/timers.ts';
import { createMeterBus } from '../../main/devices/meter-bus.ts';
import { createFrameParser, diBytes, encodeFrame, type Frame } from '../../main/devices/meter-dlt645/frame.ts';
import { DI_TOTAL } from '../../main/devices/meter-dlt645/registers.ts';
import { createTransport } from '../../main/devices/transport/index.ts';
import type { Connection } from '../../main/devices/transport/transport.ts';
import { makePtyPair, noSocat, serialLink, until, wireMeter } from '../support/devices.ts';

/**
 * What goes wrong on a wire, on real port pairs. The whole list, and where each is held:
 * here — echo · two meters with one address · split frames · glued frames · a gap of 600 ms · garbage before and behind a
 * good answer · an answer of another meter · a line that changes · a line change during which the port is pulled · a
 * command that waits for a port that is pulled and replugged · several buses side by side, one of them faulty;
 * pty.test.ts — unplugged in mid-frame and replugged · a silent meter · garbage instead of an answer · a late answer to
 * the previous request · a port that is missing or in use; modem-pty.test.ts — a relay order that waits for a pulled port.
 */

if (noSocat) console.log(`skipped: ${noSocat}`);

const LU = '000012345678';
const QI = '000012345679';

function answerOf(address: string, units: number): Uint8Array {
  const data = Uint8Array.from([...diBytes(DI_TOTAL), ...encodeBcd(units, 4)]);
  return encodeFrame({ address, control: 0x91, data });
}

type Reply = (request: Frame, say: (...parts: Uint8Array[]) => void, raw: Uint8Array) => void;

/** A bus on the near end and, on the far end, whatever the test wants to be there. */
async function wire(reply: Reply, profile: Partial<BusProfile> = {}) {
  const pair = await makePtyPair();
  onTestFinished(() => pair[Symbol.asyncDispose]());
  const requests: Frame[] = [];
  const far = { reply, requests, connection: undefined as Connection | undefined };
  async function plugFar(): Promise<void> {
    const parser = createFrameParser();
    const connection = await createTransport(serialLink(pair.far)).open({
      onData(bytes) {
        for (const request of parser.push(bytes)) {
          requests.push(request);
          far.reply(request, (...parts) => connection.write(Buffer.concat(parts)), bytes);
        }
      },
      onLost: () => undefined,
    });
    far.connection = connection;
  }
  await plugFar();
  onTestFinished(() => far.connection?.close());
  const bus = createMeterBus({
    transport: createTransport(serialLink(pair.near)),
    timers: systemTimers,
    now: Date.now,
    profile: BusProfile.parse({ answerMs: 300, retries: 0, ...profile }),
  });
  onTestFinished(() => bus.bus.stop());
  bus.bus.start();
  const opened = () => until(bus.status, ({ state }) => state === 'open', 'open');
  await opened();
  const read = (address: string, line: LineSettings | null = null) =>
    bus.readMeter({ ...wireMeter(address), line }, { withTou: false, priority: 'interactive' }).then(
      ({ totalMilli }) => totalMilli as number,
      (error) => error.code as string,
    );
  return { pair, bus, far, read, requests, opened, plugFar };
}

const honest: Reply = ({ address }, say) => say(answerOf(address, address === LU ? 111 : 222));

describe.skipIf(noSocat)('faults of a wire on a real port pair', () => {
  test('an adapter that echoes: whole, in pieces, and glued to the answer', async () => {
    const { bus, far, read } = await wire((request, say, raw) => {
      say(raw);
      honest(request, say, raw);
    });
    expect(await read(LU)).toBe(1110);
    expect(bus.report().echo).toBe('yes');
    far.reply = (request, say, raw) => {
      say(raw.subarray(0, 5));
      setTimeout(() => say(raw.subarray(5), answerOf(request.address, 333)), 20);
    };
    expect(await read(QI)).toBe(3330);
    // The meter is dead and only its echo is heard: that is no answer.
    far.reply = (_, say, raw) => say(raw);
    expect(await read(LU)).toBe('device.no-answer');
    expect(bus.status().statistics).toMatchObject({ badFrames: 0, droppedBytes: 0 });
  });

  test('two meters with one address: neither of two values is taken, nor what their collision makes', async () => {
    const { far, read } = await wire(({ address }, say) => say(answerOf(address, 111), answerOf(address, 112)));
    expect(await read(LU)).toBe('device.duplicate-address');
    // One after the other, with time for a whole frame between them.
    far.reply = async ({ address }, say) => {
      say(answerOf(address, 111));
      await sleep(150);
      say(answerOf(address, 112));
    };
    expect(await read(LU)).toBe('device.duplicate-address');
    far.reply = ({ address }, say) => {
      const [a, b] = [answerOf(address, 1234), answerOf(address, 5678)];
      say(a.map((byte, index) => byte & (b[index] ?? 0xff)));
    };
    expect(await read(LU)).toBe('device.garbage');
    far.reply = honest;
    expect(await read(LU)).toBe(1110);
  });

  test('frames split into single bytes, and frames glued to those of others', async () => {
    const { far, read } = await wire(async ({ address }, say) => {
      for (const byte of answerOf(address, 111)) {
        say(Uint8Array.of(byte));
        await sleep(2);
      }
    });
    expect(await read(LU)).toBe(1110);
    far.reply = ({ address }, say) => say(answerOf(QI, 999), answerOf(address, 222), answerOf(QI, 999));
    expect(await read(LU)).toBe(2220);
  });

  test('a gap of 600 ms ends the answer, and its tail is not taken for the next one', async () => {
    const { far, read } = await wire(({ address }, say) => {
      const bytes = answerOf(address, 111);
      say(bytes.subarray(0, 14));
      setTimeout(() => say(bytes.subarray(14)), 600);
    });
    const late = read(LU);
    const next = read(QI);
    expect(await late).toBe('device.garbage');
    far.reply = honest;
    // The tail comes while the second is asked, or before: whatever it was asked with then, the next one is right.
    expect(String(await next)).toMatch(/^device\.(garbage|no-answer)$|^2220$/);
    expect(await read(QI)).toBe(2220);
    expect(await read(LU)).toBe(1110);
  });

  test('garbage before and behind a good answer is dropped, a wrong digit is not', async () => {
    const noise = Uint8Array.of(0x00, 0x68, 0xff, 0x16, 0x68);
    const { far, read } = await wire(({ address }, say) => say(noise, answerOf(address, 111), noise));
    expect(await read(LU)).toBe(1110);
    far.reply = ({ address }, say) => {
      const bytes = answerOf(address, 111);
      say(bytes.with(bytes.length - 3, (bytes.at(-3) ?? 0) ^ 1));
    };
    expect(await read(LU)).toBe('device.garbage');
  });

  test('an answer of another meter is nobody’s', async () => {
    const { read } = await wire((_, say) => say(answerOf(QI, 999)));
    expect(await read(LU)).toBe('device.no-answer');
  });

  test('meters of other lines: the port takes their speed and parity before they are asked', async () => {
    const { bus, pair, read } = await wire(honest);
    const speed = () => execFileSync('stty', ['-F', pair.near, 'speed'], { encoding: 'utf8' }).trim();
    const [slow, odd]: LineSettings[] = [
      { baud: 1200, parity: 'none', dataBits: 8, stopBits: 1 },
      { baud: 4800, parity: 'odd', dataBits: 8, stopBits: 1 },
    ];
    expect([await read(LU), speed()]).toEqual([1110, '9600']);
    expect([await read(QI, slow), speed()]).toEqual([2220, '1200']);
    expect([await read(LU), speed()]).toEqual([1110, '9600']);
    expect([await read(LU, odd), speed()]).toEqual([1110, '4800']);
    expect([await read(LU, odd), await read(QI), speed()]).toEqual([1110, 2220, '9600']);
    expect(bus.report()).toMatchObject({ lineChanges: 4, ignoredLines: 0 });
    expect(bus.status()).toMatchObject({ state: 'open', statistics: { reconnects: 0, timeouts: 0 } });
  });

  test('what waits for a port that is pulled is never sent to the one plugged in later, with whatever line', async () => {
    const { bus, pair, far, read, requests, opened, plugFar } = await wire(() => undefined, { answerMs: 2000 });
    const odd: LineSettings = { baud: 4800, parity: 'odd', dataBits: 8, stopBits: 1 };
    const waiting = [read(LU), read(QI, odd), read(QI)];
    await until(
      () => requests.length,
      (count) => count === 1,
      'the first request',
    );
    await pair.unplug();
    for (const outcome of await Promise.all(waiting)) expect(outcome).toMatch(/^device\.(unplugged|port-missing)$/);
    await pair.replug();
    far.reply = honest;
    await plugFar();
    await opened();
    await sleep(300);
    expect(requests.map(({ address }) => address)).toEqual([LU]);
    expect(await read(QI)).toBe(2220);
    expect(bus.status().statistics.reconnects).toBe(1);
  });

  test('buses side by side: one that is noisy and one that is pulled do not hold up the third', async () => {
    const noisy = await wire((_, say) => say(Uint8Array.from({ length: 40 }, (__, i) => (i * 37) & 0xff)));
    const pulled = await wire(() => undefined);
    const good = await wire(honest);
    const bad = [noisy.read(LU), pulled.read(LU)];
    await pulled.pair.unplug();
    const begun = good.requests.length;
    for (let i = 0; i < 20; i++) expect(await good.read(i % 2 ? LU : QI)).toBe(i % 2 ? 1110 : 2220);
    expect(good.requests.length - begun).toBe(20);
    expect(await Promise.all(bad)).toEqual(['device.garbage', expect.stringMatching(/^device\./)]);
  });
});
