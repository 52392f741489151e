import { describe, expect, onTestFinished, test } from 'vitest';
import { DeviceConfig, type ScaleSetting } from '../../main/devices/config.schema.ts';
import type { WeightReading } from '../../main/devices/ports.ts';
import {
  type Indication,
  NOTHING_HEARD,
  next,
  type WeighRule,
  type WeighState,
} from '../../main/devices/scale/machine.ts';
import { createLineParser } from '../../main/devices/scale-text/frame.ts';
import { GRAMMARS } from '../../main/devices/scale-text/grammars.ts';
import { TEXT_GRAMMARS } from '../../main/devices/scale-text/profile.schema.ts';
import { createScale } from '../../main/devices/scales.ts';
import { type ScaleSimStart, startScaleSim } from '../../main/devices/simulators.ts';
import { createMemoryTransport } from '../../main/devices/transport/memory.ts';
import { createFakeTimers } from '../support/fake-timers.ts';

const RULE: WeighRule = { stableFrames: 3, capacityGrams: null };

function indication(change: Partial<Indication> = {}): Indication {
  return { units: 2935, decimals: 2, unit: 'kg', isNet: false, isMoving: null, isOverloaded: false, ...change };
}

/** The readings of a run of indications, each a tenth of a second after the other. */
function weigh(run: readonly Indication[], rule = RULE): (WeightReading | undefined)[] {
  let state: WeighState = NOTHING_HEARD;
  return run.map((heard, index) => {
    const step = next(state, { kind: 'heard', indication: heard, at: index * 100 }, rule);
    state = step.state;
    return step.reading;
  });
}

describe('judging a weight', () => {
  test('three equal weights within a second are stable where the indicator does not tell', () => {
    expect(
      weigh([indication(), indication(), indication(), indication({ units: 2936 })]).map(
        (reading) => reading?.isStable,
      ),
    ).toEqual([false, false, true, false]);
  });

  test('equal weights spread over more than a second are not', () => {
    let state: WeighState = NOTHING_HEARD;
    let reading: WeightReading | undefined;
    for (const at of [0, 600, 1200])
      ({ state, reading } = next(state, { kind: 'heard', indication: indication(), at }, RULE));
    expect(reading?.isStable).toBe(false);
  });

  test('the motion bit decides where there is one', () => {
    expect(
      weigh([indication({ isMoving: true }), indication({ isMoving: false })], {
        stableFrames: 1,
        capacityGrams: null,
      }).map((reading) => reading?.isStable),
    ).toEqual([false, true]);
  });

  test('kilograms and grams become grams exactly; every other unit and every finer step is refused', () => {
    expect(next(NOTHING_HEARD, { kind: 'heard', indication: indication(), at: 0 }, RULE).reading?.weightGrams).toBe(
      29_350,
    );
    expect(
      next(
        NOTHING_HEARD,
        { kind: 'heard', indication: indication({ units: 1500, decimals: 0, unit: 'g' }), at: 0 },
        RULE,
      ).reading?.weightGrams,
    ).toBe(1500);
    for (const unit of ['lb', 't', 'oz', ''])
      expect(next(NOTHING_HEARD, { kind: 'heard', indication: indication({ unit }), at: 0 }, RULE)).toMatchObject({
        refusal: 'wrong-unit',
      });
    expect(
      next(NOTHING_HEARD, { kind: 'heard', indication: indication({ units: 12_345, decimals: 4 }), at: 0 }, RULE),
    ).toMatchObject({ refusal: 'bad-data' });
  });

  test('a refused weight takes the one before it away', () => {
    const { state } = next(NOTHING_HEARD, { kind: 'heard', indication: indication(), at: 0 }, RULE);
    expect(
      next(state, { kind: 'heard', indication: indication({ unit: 'lb' }), at: 100 }, RULE).state.latest,
    ).toBeNull();
    expect(next(state, { kind: 'forget' }, RULE).state.latest).toBeNull();
  });

  test('overload is never stable, be it told or above the capacity', () => {
    expect(weigh([indication({ isOverloaded: true, isMoving: false })])[0]).toMatchObject({
      isOverloaded: true,
      isStable: false,
    });
    const heavy = Array.from({ length: 3 }, () => indication());
    expect(weigh(heavy, { stableFrames: 3, capacityGrams: 29_000 })[2]).toMatchObject({
      isOverloaded: true,
      isStable: false,
    });
    expect(weigh(heavy, { stableFrames: 3, capacityGrams: 29_350 })[2]).toMatchObject({
      isOverloaded: false,
      isStable: true,
    });
  });
});

let wires = 0;

async function setUp(start: Partial<ScaleSimStart> & Pick<ScaleSimStart, 'model'>, profile: object = {}) {
  const timers = createFakeTimers();
  const name = `scale-test-${wires++}`;
  const sim = startScaleSim({ link: { type: 'memory', name }, timers, weightGrams: 16_480, ...start } as ScaleSimStart);
  const link = { transport: createMemoryTransport(name), timers, now: timers.now };
  const config = DeviceConfig.parse({ model: start.model, link: { type: 'memory', name }, profile }) as ScaleSetting;
  const scale = createScale(config, link);
  onTestFinished(async () => {
    const closing = [scale.stop(), sim[Symbol.asyncDispose]()];
    await timers.advance(3000);
    await Promise.all(closing);
  });
  await timers.advance(0);
  scale.start();
  await timers.advance(500);
  return { timers, sim, scale };
}

const MODELS = [
  { model: 'toledo' as const, profile: {} },
  { model: 'toledo' as const, hasChecksum: false, isShort: true, profile: { checksum: 'off' } },
  { model: 'toledo' as const, unit: 'g' as const, profile: {} },
  { model: 'yaohua' as const, form: 'tF0' as const, profile: { form: 'tF0' } },
  { model: 'yaohua' as const, form: 'tF1' as const, profile: { form: 'tF1' } },
  { model: 'yaohua' as const, form: 'tF2' as const, profile: { form: 'tF2' } },
  { model: 'yaohua' as const, form: 'tF0' as const, unit: 'g' as const, profile: { form: 'tF0', unit: 'g' } },
  { model: 'yaohua' as const, form: 'wn' as const, profile: { form: 'wn' } },
  { model: 'scale-bcd' as const, profile: {} },
  {
    model: 'scale-bcd' as const,
    form: { point: 'places', hasUnitByte: true, order: 'high-first' },
    profile: { point: 'places', hasUnitByte: true, order: 'high-first' },
  },
  ...TEXT_GRAMMARS.map((grammar) => ({
    model: 'scale-text' as const,
    grammar,
    profile: { grammar, ...(grammar === 'sics' && { ask: 'SI\\r\\n' }) },
  })),
  { model: 'scale-text' as const, grammar: 'sma' as const, isAsked: true, profile: { grammar: 'sma', ask: '\\nW\\r' } },
  {
    model: 'scale-text' as const,
    grammar: 'sics' as const,
    profile: { grammar: 'sics', ask: 'SIR\\r\\n', askMs: 2000 },
  },
  { model: 'scale-text' as const, grammar: 'st' as const, unit: 'g' as const, profile: { grammar: 'st' } },
];

describe.each(MODELS)('a scale set to $profile ($model)', ({ profile, ...start }) => {
  test('follows the load and says when it rests', async () => {
    const { timers, sim, scale } = await setUp({ ...start, settleFrames: 5 } as ScaleSimStart, profile);
    expect(scale.latest()).toMatchObject({ weightGrams: 16_480, isStable: true, isOverloaded: false, isNet: false });
    sim.setWeight(31_200);
    await timers.advance(250);
    expect(scale.latest()).toMatchObject({ isStable: false });
    await timers.advance(1500);
    expect(scale.latest()).toMatchObject({ weightGrams: 31_200, isStable: true });
  });

  test('three seconds of silence make it silent, and the next weight heals it', async () => {
    const { timers, sim, scale } = await setUp(start as ScaleSimStart, profile);
    sim.fault = 'silence';
    await timers.advance(3200);
    expect(scale.status()).toMatchObject({ state: 'silent', problem: { code: 'no-answer' } });
    sim.fault = undefined;
    await timers.advance(1500);
    expect(scale.status()).toMatchObject({ state: 'open', problem: null });
  });

  test('noise between and inside frames is dropped and counted, and the good frames still count', async () => {
    const { timers, sim, scale } = await setUp(start as ScaleSimStart, profile);
    const before = scale.status().statistics;
    sim.fault = 'noise';
    const stable: number[] = [];
    scale.onReading(({ weightGrams, isStable }) => void (isStable && stable.push(weightGrams)));
    await timers.advance(3000);
    const { answers, droppedBytes } = scale.status().statistics;
    expect(droppedBytes).toBeGreaterThan(before.droppedBytes);
    expect(answers).toBeGreaterThan(before.answers);
    // A figure altered in a frame without a checksum may show for a moment; it never counts as a weight at rest.
    expect(new Set(stable)).toEqual(new Set([16_480]));
  });

  test('a pulled plug clears the weight at once', async () => {
    const { timers, sim, scale } = await setUp(start as ScaleSimStart, profile);
    await sim.unplug();
    expect(scale.latest()).toBeNull();
    expect(scale.status()).toMatchObject({ state: 'lost', problem: { code: 'unplugged' } });
    sim.plug();
    await timers.advance(5000);
    expect(scale.latest()).toMatchObject({ weightGrams: 16_480 });
    expect(scale.status()).toMatchObject({ state: 'open', statistics: { reconnects: 1 } });
  });
});

describe('what a scale must not show', () => {
  test('pounds', async () => {
    const { scale } = await setUp({ model: 'toledo', unit: 'lb' });
    expect(scale.latest()).toBeNull();
    expect(scale.status()).toMatchObject({ state: 'open', problem: { code: 'wrong-unit', detail: 'lb' } });
    const lines = await setUp({ model: 'yaohua', form: 'wn', unit: 'lb' } as ScaleSimStart, { form: 'wn' });
    expect(lines.scale.latest()).toBeNull();
    expect(lines.scale.status().problem?.code).toBe('wrong-unit');
  });

  test.each(MODELS.filter(({ model }) => model === 'scale-text'))(
    'an overload of a text scale ($profile)',
    async ({ profile, ...start }) => {
      const capacityGrams = start.grammar === 'cas10' ? 150_000 : null;
      const { timers, sim, scale } = await setUp(start as ScaleSimStart, { ...profile, capacityGrams });
      sim.fault = 'overload';
      await timers.advance(1000);
      expect(scale.latest()).toMatchObject({ isOverloaded: true, isStable: false });
    },
  );

  test('a load below nought as one above', async () => {
    for (const grammar of TEXT_GRAMMARS) {
      const { timers, sim, scale } = await setUp(
        { model: 'scale-text', grammar },
        { grammar, ...(grammar === 'sics' && { ask: 'SI\\r\\n' }) },
      );
      sim.setWeight(-250);
      await timers.advance(1000);
      expect(scale.latest()).toMatchObject({ weightGrams: -250 });
    }
  });

  test('a weight that a scale with no checksum said only once', async () => {
    const { timers, scale } = await setUp({ model: 'scale-text', intervalMs: 600 }, { stableWithinMs: 500 });
    await timers.advance(2000);
    expect(scale.latest()).toMatchObject({ weightGrams: 16_480, isStable: false });
  });

  test('the rest that a scale claims while its figures run, where it is not believed', async () => {
    const { timers, sim, scale } = await setUp({ model: 'scale-text', settleFrames: 1 }, { trustsMotion: false });
    expect(scale.latest()).toMatchObject({ isStable: true });
    for (const grams of [20_000, 20_100, 20_200]) {
      sim.setWeight(grams);
      await timers.advance(100);
      expect(scale.latest()?.isStable).toBe(false);
    }
  });

  test('a line cut in pieces, and one that is too long for any scale', () => {
    const parser = createLineParser(GRAMMARS.number.read);
    const push = (text: string) => parser.push(Uint8Array.from(Buffer.from(text, 'latin1'))).length;
    expect([push('16.4'), push('8 k'), push('g\r')]).toEqual([0, 0, 1]);
    expect(push('\n')).toBe(0);
    expect([push('x'.repeat(5000)), parser.pending(), push('16.48 kg\r\n')]).toEqual([0, 0, 0]);
    expect(push('16.48 kg\r\n')).toBe(1);
    expect(parser.counts().droppedBytes).toBe(5008);
  });

  test('half a line as a whole one', () => {
    const parser = createLineParser(GRAMMARS.number.read, { isJoined: true });
    const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
    expect(parser.push(bytes('6.48 kg\r\n'))).toEqual([]);
    expect(parser.push(bytes('116.48 kg\r\n'))).toMatchObject([{ value: { units: 11_648, decimals: 2 } }]);
  });

  test('pounds of a frame with a unit byte', async () => {
    const { scale } = await setUp(
      { model: 'scale-bcd', unit: 'lb', form: { hasUnitByte: true } },
      { hasUnitByte: true },
    );
    expect(scale.latest()).toBeNull();
    expect(scale.status().problem?.code).toBe('wrong-unit');
  });

  test('an overload as a weight', async () => {
    const toledo = await setUp({ model: 'toledo' });
    toledo.sim.fault = 'overload';
    await toledo.timers.advance(500);
    expect(toledo.scale.latest()).toMatchObject({ isOverloaded: true, isStable: false });
    const yaohua = await setUp({ model: 'yaohua' }, { capacityGrams: 150_000 });
    yaohua.sim.fault = 'overload';
    await yaohua.timers.advance(500);
    expect(yaohua.scale.latest()).toMatchObject({ isOverloaded: true, isStable: false });
  });

  test('a weight of the wrong form: another setting hears only garbage', async () => {
    const { timers, scale } = await setUp({ model: 'yaohua', form: 'tF0' }, { form: 'wn' });
    await timers.advance(3200);
    expect(scale.latest()).toBeNull();
    expect(scale.status()).toMatchObject({ state: 'silent', problem: { code: 'garbage' } });
  });

  test('a frame without its checksum where the checksum is demanded', async () => {
    const { timers, scale } = await setUp({ model: 'toledo', hasChecksum: false } as ScaleSimStart, { checksum: 'on' });
    await timers.advance(3200);
    expect(scale.latest()).toBeNull();
    expect(scale.status()).toMatchObject({ state: 'silent', problem: { code: 'bad-checksum' } });
  });
});
