import { describe, expect, onTestFinished, test } from 'vitest';
import { toHex } from '../../main/devices/framing/frame.ts';
import type { LineSettings } from '../../main/devices/link/line.schema.ts';
import { systemTimers } from '../../main/devices/link/timers.ts';
import { detectScale, linesToTry } from '../../main/devices/scale-detect.ts';
import { guessScale, rivals } from '../../main/devices/scale-guess.ts';
import { SCALE_SIMULATORS, type ScaleSimStart, startScaleSim } from '../../main/devices/simulators.ts';
import { createTransport } from '../../main/devices/transport/index.ts';
import { createMemoryTransport } from '../../main/devices/transport/memory.ts';
import type { Transport } from '../../main/devices/transport/transport.ts';
import { makePtyPair, noSocat, serialLink, until } from '../support/devices.ts';
import { createFakeTimers } from '../support/fake-timers.ts';

if (noSocat) console.log(`skipped: ${noSocat}`);

const never = new AbortController().signal;
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const EIGHT: LineSettings = { baud: 9600, parity: 'none', dataBits: 8, stopBits: 1 };
let wires = 0;

/** A detection on a memory wire, played through. */
async function detectSim(start: Partial<ScaleSimStart> & Pick<ScaleSimStart, 'model'>) {
  const timers = createFakeTimers();
  const name = `detect-test-${wires++}`;
  const sim = startScaleSim({ link: { type: 'memory', name }, timers, weightGrams: 16_480, ...start } as ScaleSimStart);
  onTestFinished(() => sim[Symbol.asyncDispose]());
  await timers.advance(0);
  const done = detectScale({
    lines: [null],
    transport: () => createMemoryTransport(name),
    timers,
    now: timers.now,
    onProgress: () => undefined,
    signal: never,
  });
  await timers.advance(6000);
  return done;
}

describe('finding out what a scale is', () => {
  test.each([...SCALE_SIMULATORS])('%s is recognised by what it sends', async (name, model) => {
    const found = await detectSim({ ...model, isAsked: false } as ScaleSimStart);
    expect(found).toMatchObject({ outcome: 'found', problem: null });
    const [guess] = found.guesses;
    expect(guess?.setting.model).toBe(model.model);
    if (model.model === 'yaohua') expect(guess?.setting.profile).toMatchObject({ form: model.form });
    if (model.model === 'scale-text') expect(guess?.setting.profile).toMatchObject({ grammar: model.grammar });
    expect(guess?.weights.at(-1)?.weightGrams).toBe(16_480);
    expect(guess?.frames, name).toBeGreaterThanOrEqual(3);
  });

  test('a scale that must be asked is asked, and what it answers to is told', async () => {
    const found = await detectSim({ model: 'scale-text', grammar: 'sics' });
    expect(found.guesses).toMatchObject([
      { setting: { model: 'scale-text', profile: { grammar: 'sics', ask: 'SI\\r\\n' } } },
    ]);
    const sma = await detectSim({ model: 'scale-text', grammar: 'sma', isAsked: true });
    expect(sma.guesses[0]?.setting).toMatchObject({ profile: { grammar: 'sma' } });
  });

  test('figures that read both ways are no answer: both readings are told', () => {
    const both = rivals(guessScale(bytes('=01234560'.repeat(20))));
    expect(both.map(({ setting }) => setting.profile)).toMatchObject([{ form: 'tF2' }, { form: 'tF1' }]);
    expect(both.map(({ weights }) => weights.at(-1)?.text)).toEqual(['1234560 kg', '6543210 kg']);
    expect(rivals(guessScale(bytes('=00122100'.repeat(20))))).toHaveLength(1);
    expect(guessScale(bytes('=0005.500=0005.500=0005.500='))[0]?.setting.profile).toMatchObject({ form: 'tF2' });
  });

  test('doubts are told: no unit, no word of rest, a tare set, pounds, an overload', async () => {
    const yaohua = await detectSim({ model: 'yaohua' });
    expect(yaohua.guesses[0]?.doubts).toEqual(['unit', 'motion']);
    const bcd = await detectSim({ model: 'scale-bcd' });
    expect(bcd.guesses[0]?.doubts).toEqual(['unit', 'point']);
    const pounds = await detectSim({ model: 'toledo', unit: 'lb' });
    expect(pounds.guesses[0]).toMatchObject({
      doubts: ['wrong-unit'],
      weights: [{}, {}, {}, {}, { weightGrams: null }],
    });
    const [net] = guessScale(bytes('ST,NT,+0012.345  kg\r\n'.repeat(5)));
    expect(net?.doubts).toEqual(['net']);
  });

  test('rubbish is told as rubbish, with its first bytes, and silence as silence', async () => {
    const timers = createFakeTimers();
    const say = (text: string | null): Transport => ({
      name: 'test',
      byteMs: 0,
      line: null,
      async open({ onData }) {
        if (text !== null) timers.after(100, () => onData(bytes(text)));
        return { write: () => true, close: async () => undefined };
      },
    });
    const detect = async (text: string | null) => {
      const options = { lines: [EIGHT, EIGHT], timers, now: timers.now, onProgress: () => undefined, signal: never };
      const done = detectScale({ ...options, transport: () => say(text) });
      await timers.advance(30_000);
      return done;
    };
    expect(await detect('hello\x9d\x80 world')).toMatchObject({
      outcome: 'unknown',
      guesses: [],
      sample: toHex(bytes('hello\x9d\x80 world'), ' '),
    });
    expect(await detect(null)).toMatchObject({ outcome: 'silent', heardBytes: 0 });
    // 7E1 heard as 8N1: the eighth bit is the parity.
    const seven = 'ST,+0001.234 kg\r\n'.repeat(6).replace(/./gs, (character) => {
      const code = character.charCodeAt(0);
      const ones = code.toString(2).replaceAll('0', '').length;
      return String.fromCharCode(ones % 2 === 1 ? code | 0x80 : code);
    });
    expect((await detect(seven)).guesses).toMatchObject([
      { setting: { profile: { grammar: 'and' } }, line: { baud: 9600, parity: 'even', dataBits: 7 } },
    ]);
  });

  test('it can be cancelled at any time, and the port is free then', async () => {
    const timers = createFakeTimers();
    const controller = new AbortController();
    const closed: string[] = [];
    const done = detectScale({
      lines: [EIGHT],
      transport: () => ({
        name: 'test',
        byteMs: 0,
        line: null,
        open: async () => ({ write: () => true, close: async () => void closed.push('closed') }),
      }),
      timers,
      now: timers.now,
      onProgress: () => undefined,
      signal: controller.signal,
    });
    done.catch(() => undefined);
    await timers.advance(700);
    controller.abort(new Error('enough'));
    await expect(done).rejects.toThrow('enough');
    expect(closed).toEqual(['closed']);
  });

  test('the settings of the form are tried first and none twice', () => {
    const lines = linesToTry(serialLink('/dev/ttyUSB0', { baud: 4800 }));
    expect(lines[0]).toMatchObject({ baud: 4800, dataBits: 8 });
    expect(new Set(lines.map((line) => JSON.stringify(line))).size).toBe(lines.length);
    expect(linesToTry({ type: 'tcp', host: '10.0.0.2', port: 4001 })).toEqual([null]);
  });
});

describe.skipIf(noSocat)('on a real serial port', () => {
  test.each(['cas22', 'toledo', 'yaohua-tF1', 'sics'])('%s is found with its speed and its weight', async (name) => {
    await using pair = await makePtyPair();
    const model = SCALE_SIMULATORS.get(name);
    await using sim = startScaleSim({ ...model, link: serialLink(pair.far), weightGrams: 29_350 } as ScaleSimStart);
    await until(sim.weight, (grams) => grams === 29_350, 'the load');
    const progress: unknown[] = [];
    const link = serialLink(pair.near);
    const found = await detectScale({
      lines: linesToTry(link),
      transport: (line) => createTransport({ ...link, ...line }),
      timers: systemTimers,
      now: Date.now,
      onProgress: (at) => progress.push(at),
      signal: never,
    });
    expect(found).toMatchObject({ outcome: 'found', guesses: [{ line: { baud: 9600, dataBits: 8 } }] });
    expect(found.guesses[0]?.weights.at(-1)?.weightGrams).toBe(29_350);
    expect(progress[0]).toMatchObject({ tried: 0, line: { baud: 9600 } });
  });

  test('a port that is not there is told', async () => {
    const link = serialLink('/dev/stationdesk-no-such-port');
    const found = await detectScale({
      lines: linesToTry(link),
      transport: (line) => createTransport({ ...link, ...line }),
      timers: systemTimers,
      now: Date.now,
      onProgress: () => undefined,
      signal: never,
    });
    expect(found).toMatchObject({ outcome: 'unreachable', problem: { code: 'port-missing' } });
  });
});
