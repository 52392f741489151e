import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { GsmProfile } from '../../main/devices/config.schema.ts';
import { fromHex } from '../../main/devices/framing/frame.ts';
import { fieldsOf, networkOf, outcomeOf, referenceOf, signalOf, simOf } from '../../main/devices/modem-gsm/answers.ts';
import { createGsmModem, normaliseNumber } from '../../main/devices/modem-gsm/driver.ts';
import { createModemLines } from '../../main/devices/modem-gsm/lines.ts';
import type { SmsReport } from '../../main/devices/ports.ts';
import { startModemSim } from '../../main/devices/simulators.ts';
import { createMemoryTransport } from '../../main/devices/transport/memory.ts';
import { createFakeTimers, type FakeTimers } from '../support/fake-timers.ts';

const LU = '13902433649';
const NOTICE =
  '【和谐物业】尊敬的张先生：您家（3栋2单元501）11月电费128.50元已逾期15天，请于11月30日前缴纳，逾期将按合同约定停止供电。如已缴费请忽略本短信，咨询电话12345。😀';
const refusal = (code: string, params: object = {}) =>
  expect.objectContaining({ code, params: expect.objectContaining(params) });

let wires = 0;

async function setUp(profile: Partial<GsmProfile> = {}) {
  const timers = createFakeTimers();
  const name = `modem-test-${wires++}`;
  const now = () => Date.parse('2026-11-26T09:00:00+08:00') + timers.now();
  const sim = startModemSim({ link: { type: 'memory', name }, timers, now });
  const modem = createGsmModem({
    transport: createMemoryTransport(name),
    timers,
    now,
    profile: GsmProfile.parse(profile),
  });
  onTestFinished(async () => {
    const closing = [modem.stop(), sim[Symbol.asyncDispose]()];
    await timers.advance(3000);
    await Promise.all(closing);
  });
  await timers.advance(0);
  modem.start();
  await timers.advance(0);
  return { timers, sim, modem };
}

/** Outcome of a message while the timers run. */
async function within<T>(timers: FakeTimers, promise: Promise<T>, ms = 200_000): Promise<T> {
  let isDone = false;
  const settled = promise.finally(() => {
    isDone = true;
  });
  settled.catch(() => undefined);
  for (let passed = 0; !isDone && passed < ms; passed += 100) await timers.advance(100);
  return settled;
}

describe('sending', () => {
  test('a Chinese notice in two parts arrives as one text, at the number it was meant for', async () => {
    const { timers, sim, modem } = await setUp();
    const sent = await within(timers, modem.send('139 0243-3649', NOTICE));
    expect(sent).toEqual({ parts: 2, references: [1, 2] });
    expect(sim.messages).toEqual([{ to: LU, text: NOTICE, parts: 2 }]);
    expect(sim.parts.map((part) => part.part?.index)).toEqual([1, 2]);
    expect(modem.status()).toMatchObject({ state: 'open', problem: null });
  });

  test('messages wait for their turn and arrive in order', async () => {
    const { timers, sim, modem } = await setUp();
    const all = Promise.all(['一', '二', 'three'].map((text) => modem.send(`+86${LU}`, text)));
    expect(await within(timers, all)).toEqual([1, 2, 3].map((reference) => ({ parts: 1, references: [reference] })));
    expect(sim.messages.map(({ to, text }) => [to, text])).toEqual(
      ['一', '二', 'three'].map((text) => [`+86${LU}`, text]),
    );
  });

  test('two long messages to one person are told apart by their reference', async () => {
    const { timers, sim, modem } = await setUp();
    await within(timers, Promise.all([modem.send(LU, NOTICE), modem.send(LU, NOTICE)]));
    const references = new Set(sim.parts.map((part) => part.part?.reference));
    expect(references.size).toBe(2);
    expect(sim.messages.map((message) => message.text)).toEqual([NOTICE, NOTICE]);
  });

  test('the modem is set up once: echo off, PDU mode, reports asked for', async () => {
    const { timers, sim, modem } = await setUp();
    await within(timers, modem.send(LU, '一'));
    await within(timers, modem.send(LU, '二'));
    expect(sim.hasEcho).toBe(false);
    for (const command of ['ATE0', 'AT+CMGF=0', 'AT+CNMI=2,1,0,1,0'])
      expect(sim.commands.filter((said) => said === command)).toHaveLength(1);
    expect(sim.parts.every((part) => (part.firstOctet & 0x20) !== 0)).toBe(true);
  });

  test('an echo that cannot be switched off, and news in the middle of answers, disturb nothing', async () => {
    const { timers, sim, modem } = await setUp();
    sim.fault = 'chatty';
    Object.defineProperty(sim, 'hasEcho', { get: () => true, set: () => undefined });
    expect(await within(timers, modem.send(LU, NOTICE))).toEqual({ parts: 2, references: [1, 2] });
    expect(sim.messages).toMatchObject([{ text: NOTICE }]);
  });

  test('a slow prompt and a slow network are waited for', async () => {
    const { timers, sim, modem } = await setUp();
    sim.promptMs = 8000;
    sim.networkMs = 55_000;
    expect(await within(timers, modem.send(LU, '慢'))).toMatchObject({ parts: 1 });
    expect(sim.messages).toHaveLength(1);
  });

  test.each([
    ['', 'sms.text-empty'],
    ['   ', 'sms.text-empty'],
    ['费'.repeat(67 * 5 + 1), 'sms.text-too-long'],
  ])('a text that cannot be sent is refused before anything is said (%#)', async (text, code) => {
    const { timers, sim, modem } = await setUp();
    await timers.advance(2000);
    const said = sim.commands.length;
    await expect(modem.send(LU, text)).rejects.toEqual(refusal(code));
    await expect(modem.send('not a number', 'x')).rejects.toEqual(refusal('sms.number-invalid'));
    expect(sim.commands).toHaveLength(said);
  });

  test('a message taken back before its turn is not sent', async () => {
    const { timers, sim, modem } = await setUp();
    const controller = new AbortController();
    const first = modem.send(LU, '一');
    const second = modem.send(LU, '二', { signal: controller.signal });
    second.catch(() => undefined);
    controller.abort(new Error('changed my mind'));
    await within(timers, first);
    await expect(within(timers, second)).rejects.toThrow('changed my mind');
    expect(sim.messages).toMatchObject([{ text: '一' }]);
  });
});

describe('what goes wrong', () => {
  test.each([
    ['no card', { sim: 'missing' }, 'sms.no-sim', {}],
    ['a card that wants its PIN', { sim: 'locked' }, 'sms.sim-locked', {}],
    ['no network', { registration: 2 }, 'sms.no-network', { network: 'searching' }],
    ['a network that lets nobody in', { registration: 3 }, 'sms.no-network', { network: 'denied' }],
    ['error 38', { cmsError: 38 }, 'sms.refused', { code: '38', sent: 0, parts: 1 }],
    ['error 500', { cmsError: 500 }, 'sms.refused', { code: '500', sent: 0, parts: 1 }],
    ['a network that did not answer the modem', { cmsError: 332 }, 'sms.unknown', { sent: 0, parts: 1 }],
    ['a modem that says nothing', { fault: 'silent' }, 'sms.modem-silent', {}],
    ['a modem that says rubbish', { fault: 'garbage' }, 'sms.modem-silent', {}],
    ['a modem that never asks for the message', { fault: 'no-prompt' }, 'sms.modem-silent', {}],
  ] as const)(
    '%s: refused with its reason, and the next message goes out when it is over',
    async (...[, trouble, code, params]) => {
      const { timers, sim, modem } = await setUp();
      await timers.advance(2000);
      const good = { sim: sim.sim, registration: sim.registration, cmsError: undefined, fault: undefined };
      Object.assign(sim, trouble);
      await expect(within(timers, modem.send(LU, '催缴'))).rejects.toEqual(refusal(code, params));
      expect(sim.messages).toEqual([]);
      Object.assign(sim, good);
      expect(await within(timers, modem.send(LU, '再来'))).toMatchObject({ parts: 1 });
      expect(sim.messages).toMatchObject([{ text: '再来' }]);
    },
  );

  test('a message handed over without an answer is unknown and never sent again by itself', async () => {
    const { timers, sim, modem } = await setUp();
    await timers.advance(2000);
    sim.fault = 'unanswered';
    await expect(within(timers, modem.send(LU, '催缴'))).rejects.toEqual(refusal('sms.unknown', { sent: 0, parts: 1 }));
    sim.fault = undefined;
    await timers.advance(120_000);
    expect(sim.messages).toMatchObject([{ text: '催缴' }]);
    await within(timers, modem.send(LU, '另一条'));
    expect(sim.messages.map((message) => message.text)).toEqual(['催缴', '另一条']);
  });

  test('a modem that hangs after a message is told as silent until it is itself again', async () => {
    const { timers, sim, modem } = await setUp();
    await timers.advance(2000);
    sim.fault = 'swallows';
    await expect(within(timers, modem.send(LU, '催缴'))).rejects.toEqual(refusal('sms.unknown'));
    await expect(within(timers, modem.send(LU, '二'))).rejects.toEqual(refusal('sms.modem-silent'));
    expect(modem.status()).toMatchObject({ state: 'silent', problem: { code: 'no-answer' } });
    await sim.unplug();
    sim.fault = undefined;
    sim.plug();
    await timers.advance(5000);
    expect(await within(timers, modem.send(LU, '三'))).toMatchObject({ parts: 1 });
  });

  test('a refusal in the middle of a long message says how much went out', async () => {
    const { timers, sim, modem } = await setUp();
    await timers.advance(2000);
    sim.networkMs = 50;
    const sending = modem.send(LU, NOTICE);
    sending.catch(() => undefined);
    for (let i = 0; i < 1000 && sim.parts.length === 0; i++) await timers.advance(1);
    sim.cmsError = 500;
    await expect(within(timers, sending)).rejects.toEqual(refusal('sms.refused', { code: '500', sent: 1, parts: 2 }));
    expect(sim.messages).toEqual([]);
  });

  test('a cable pulled after the hand-over leaves it unknown, one pulled before is not sent later', async () => {
    const { timers, sim, modem } = await setUp();
    await timers.advance(2000);
    sim.networkMs = 5000;
    const handed = modem.send(LU, '一');
    const waiting = modem.send(LU, '二');
    handed.catch(() => undefined);
    waiting.catch(() => undefined);
    await timers.advance(1000);
    await sim.unplug();
    await expect(within(timers, handed)).rejects.toEqual(refusal('sms.unknown'));
    await expect(within(timers, waiting)).rejects.toEqual(refusal('device.unplugged'));
    await expect(modem.send(LU, '三')).rejects.toEqual(
      expect.objectContaining({ code: expect.stringMatching(/^device\.(unplugged|port-missing)$/) }),
    );
    expect(modem.info()).toBeNull();
    sim.plug();
    await timers.advance(120_000);
    expect(sim.messages.map((message) => message.text)).toEqual(['一']);
    expect(await within(timers, modem.send(LU, '四'))).toMatchObject({ parts: 1 });
  });

  test('a prompt that comes after nobody waits for it takes no command for a message', async () => {
    const { timers, sim, modem } = await setUp();
    await timers.advance(2000);
    sim.promptMs = 10_500;
    await expect(within(timers, modem.send(LU, '一'))).rejects.toEqual(refusal('sms.modem-silent'));
    sim.promptMs = 10;
    expect(await within(timers, modem.send(LU, '二'))).toMatchObject({ parts: 1 });
    expect(sim.messages.map((message) => message.text)).toEqual(['二']);
  });
});

describe('what the modem tells', () => {
  test('card, network, signal and name, and their changes while nothing is sent', async () => {
    const { timers, sim, modem } = await setUp();
    let changes = 0;
    modem.onStatus(() => changes++);
    await timers.advance(2000);
    expect(modem.info()).toMatchObject({ sim: 'ready', network: 'home', signalDbm: -71, name: 'SIMULATED GSM-1' });
    const before = changes;
    Object.assign(sim, { rssi: 99, registration: 5 });
    await timers.advance(31_000);
    expect(modem.info()).toMatchObject({ network: 'roaming', signalDbm: null });
    expect(changes).toBeGreaterThan(before);
  });

  test('reports name the message and what became of it', async () => {
    const { timers, sim, modem } = await setUp();
    const reports: SmsReport[] = [];
    const stop = modem.onReport((report) => reports.push(report));
    sim.report = { afterMs: 4000, status: 0 };
    const { references } = await within(timers, modem.send(LU, '一'));
    await timers.advance(5000);
    expect(reports).toMatchObject([{ reference: references[0], to: LU, outcome: 'delivered', statusCode: 0 }]);
    sim.report = { afterMs: 10, status: 0x41 };
    await within(timers, modem.send(LU, '二'));
    await timers.advance(1000);
    expect(reports[1]).toMatchObject({ outcome: 'failed' });
    stop();
    await within(timers, modem.send(LU, '三'));
    await timers.advance(1000);
    expect(reports).toHaveLength(2);
  });

  test('reports that the modem only stores are fetched, and their place is cleared', async () => {
    const { timers, sim, modem } = await setUp();
    Object.assign(sim, { storesReports: true, report: { afterMs: 100, status: 0 } });
    const reports: SmsReport[] = [];
    modem.onReport((report) => reports.push(report));
    await within(timers, modem.send(LU, '一'));
    await timers.advance(2000);
    expect(reports).toMatchObject([{ reference: 1, to: LU, outcome: 'delivered' }]);
    expect(sim.commands.slice(-3)).toEqual(['AT+CPMS="SR"', 'AT+CMGR=1', 'AT+CMGD=1']);
  });

  test('without reports wished for none are asked for', async () => {
    const { timers, sim, modem } = await setUp({ wantsReports: false });
    await within(timers, modem.send(LU, '一'));
    expect(sim.commands.some((command) => command.startsWith('AT+CNMI'))).toBe(false);
    expect(sim.parts[0]?.firstOctet).toBe(0x11);
  });

  test('a modem that is not there at first is found when it comes', async () => {
    const { timers, sim, modem } = await setUp();
    await timers.advance(1000);
    sim.fault = 'silent';
    await timers.advance(60_000);
    expect(modem.status()).toMatchObject({ state: 'silent' });
    sim.fault = undefined;
    await timers.advance(40_000);
    expect(modem.status()).toMatchObject({ state: 'open', problem: null });
  });
});

describe('the lines of a modem', () => {
  interface Capture {
    readonly id: string;
    readonly name: string;
    readonly hex: string;
  }
  const captures: Capture[] = JSON.parse(readFileSync(new URL('captures/gsm-at.json', import.meta.url), 'utf8'));

  function cut(bytes: Uint8Array, size = bytes.length): { lines: string[]; prompts: number } {
    const said = { lines: [] as string[], prompts: 0 };
    const lines = createModemLines({ onLine: (line) => said.lines.push(line), onPrompt: () => said.prompts++ });
    for (let at = 0; at < bytes.length; at += size) lines.push(bytes.subarray(at, at + size));
    return said;
  }
  const captured = (id: string) => {
    const found = captures.find((capture) => capture.id === id);
    if (!found) throw new Error(`no capture ${id}`);
    return cut(fromHex(found.hex));
  };

  test('recorded answers are understood', () => {
    expect(captured('v515').lines).toEqual(['OK']);
    expect(captured('v517')).toEqual({ lines: [], prompts: 1 });
    expect(referenceOf(captured('v518').lines)).toBe(42);
    expect(captured('v519').lines).toEqual(['+CMS ERROR: 500']);
    expect(networkOf(fieldsOf(captured('v523').lines, '+CREG'))).toBe('home');
    expect(fieldsOf(captured('v529').lines, '+CMTI')).toEqual(['SM', '3']);
  });

  test('are the same however the bytes are cut, and noise is dropped', () => {
    for (const { hex } of captures) {
      const bytes = fromHex(hex);
      expect(cut(bytes, 1)).toEqual(cut(bytes));
    }
    expect(cut(Uint8Array.of(0x80, 0x4f, 0x00, 0x4b, 0xff, 0x0d)).lines).toEqual(['OK']);
    expect(cut(new Uint8Array(2000).fill(0x41)).lines).toEqual([]);
  });

  test('no bytes break them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        for (const line of cut(bytes, 7).lines) expect(line).toMatch(/^[\x20-\x7e]+$/);
      }),
    );
  });

  test('figures', () => {
    expect([signalOf('0'), signalOf('31'), signalOf('99'), signalOf(undefined), signalOf('x')]).toEqual([
      -113,
      -51,
      null,
      null,
      null,
    ]);
    expect([outcomeOf(0), outcomeOf(0x20), outcomeOf(0x45)]).toEqual(['delivered', 'trying', 'failed']);
    expect([simOf({ cme: '10' }), simOf({ said: 'SIM PUK' }), simOf({ said: 'READY' }), simOf({})]).toEqual([
      'missing',
      'locked',
      'ready',
      'unknown',
    ]);
    expect(referenceOf(['+CMGS: 256'])).toBeUndefined();
    expect([normaliseNumber(' +86 139-0243(3649)'), normaliseNumber('12'), normaliseNumber('１３９')]).toEqual([
      '+8613902433649',
      undefined,
      undefined,
    ]);
  });
});
