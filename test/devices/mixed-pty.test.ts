import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BusProfile, USUAL_LINES } from '../../main/devices/config.schema.ts';
import { systemTimers } from '../../main/devices/link/timers.ts';
import { createMeterBus } from '../../main/devices/meter-bus.ts';
import { createCjt188Sim, createSimValve } from '../../main/devices/meter-cjt188/sim.ts';
import { createDsmrSim, usualLines as p1Lines } from '../../main/devices/meter-dsmr-p1/sim.ts';
import { createIec62056Sim, usualLines as iecLines } from '../../main/devices/meter-iec62056/sim.ts';
import { startMixedWire } from '../../main/devices/simulators.ts';
import { createTransport } from '../../main/devices/transport/index.ts';
import { makePtyPair, noSocat, serialLink, until } from '../support/devices.ts';
import { wireMeter } from '../support/simulated-wire.ts';

if (noSocat) console.log(`skipped: ${noSocat}`);

const ASKING = { priority: 'interactive', withTou: false } as const;

async function setUp(devices: Parameters<typeof startMixedWire>[0]['devices']) {
  const pair = await makePtyPair();
  onTestFinished(() => pair[Symbol.asyncDispose]());
  const wire = startMixedWire({ link: serialLink(pair.far), devices });
  onTestFinished(() => wire[Symbol.asyncDispose]());
  const meters = createMeterBus({
    transport: createTransport(serialLink(pair.near, USUAL_LINES.cjt188)),
    timers: systemTimers,
    now: Date.now,
    profile: BusProfile.parse({ answerMs: 400 }),
  });
  onTestFinished(() => meters.bus.stop());
  meters.bus.start();
  await until(meters.status, (status) => status.state === 'open', 'open');
  // The simulator's end opens by itself some time after the pair is there.
  await sleep(200);
  return meters;
}

describe.skipIf(noSocat)('on a pair of real ports', () => {
  test('a gas meter and an IEC 62056-21 meter share a wire, each at its own speed and parity', {
    timeout: 30_000,
  }, async () => {
    const valve = createSimValve();
    const gasMeter = { address: '00002026000123', type: 0x30, diOrder: '2004' as const, current: 98_765, valve };
    const meters = await setUp([
      createCjt188Sim({ meters: [gasMeter], timers: systemTimers }),
      createIec62056Sim({
        meters: [{ address: '12345678', lines: () => iecLines('12345678', 1_234_567) }],
        timers: systemTimers,
        reactionMs: 250,
      }),
    ]);
    const gas = wireMeter('cjt188', gasMeter.address, { type: '30', hasValve: true });
    const power = { ...wireMeter('iec62056-21', '12345678'), line: USUAL_LINES['iec62056-21'] };
    await expect(meters.readMeter(gas, ASKING)).resolves.toMatchObject({ totalMilli: 987_650 });
    await expect(meters.readMeter(power, ASKING)).resolves.toMatchObject({ totalMilli: 1_234_567 });
    const order = { action: 'trip', validUntil: Date.now() + 60_000 } as const;
    await expect(meters.control(gas, order)).resolves.toMatchObject({ isOpen: true });
    expect(valve.orders).toEqual([0x99]);
    // 300 7E1 for the sign-on, 9600 for the readout, 2400 8E1 again for the gas meter.
    expect(meters.report()).toMatchObject({ lineChanges: 3, ignoredLines: 0 });
  });

  test('a P1 port is heard without a question', async () => {
    const lines = () => p1Lines({ totalMilli: 3_017_105, time: '2026-11-26 10:00:00' });
    const meters = await setUp([createDsmrSim({ timers: systemTimers, everyMs: 300, lines })]);
    const meter = { ...wireMeter('dsmr-p1', ''), line: USUAL_LINES['dsmr-p1'] };
    await expect(meters.readMeter(meter, ASKING)).resolves.toMatchObject({ totalMilli: 3_017_105 });
  });
});
