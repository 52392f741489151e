import { StationError } from '../../shared/error-codes.ts';
import { BusFailure, type Framing } from '../bus/types.ts';
import { quantityOf, usualProfile } from '../config.schema.ts';
import { instantOf } from '../meter/clock.ts';
import { meterRefusal } from '../meter/refusal.ts';
import { type DriverTools, type MeterDriver, stationOf } from '../meter/types.ts';
import type { Asking, RegisterValues, WireMeter } from '../ports/meter.ts';
import { createTelegramParser, type Telegram } from './frame.ts';
import type { DsmrP1Profile } from './profile.schema.ts';
import {
  electricityOf,
  powerOf,
  subMeterOf,
  subMeterValues,
  type Target,
  targetOf,
  telegramTime,
  wallTime,
} from './values.ts';

const PROTOCOL = 'dsmr-p1';

const FRAMINGS: Readonly<Record<DsmrP1Profile['checksum'], Framing<Telegram>>> = {
  required: { createParser: () => createTelegramParser(), isEcho: () => false },
  none: { createParser: () => createTelegramParser({ takesBare: true }), isEcho: () => false },
};

/** The port never waits for a question: nothing is sent, the next telegram is the answer. */
const NOTHING = new Uint8Array(0);
const HOUR_MS = 3_600_000;
/** Without a CRC the second telegram must agree with the first; a large house takes this much meanwhile. */
const MOST_BETWEEN_MILLI = 500;

function profileOf({ profile }: WireMeter): DsmrP1Profile {
  return (profile.protocol === PROTOCOL ? profile : usualProfile(PROTOCOL)) as DsmrP1Profile;
}

/** Smart meters that push telegrams from their P1 port: the electricity meter and those behind it. */
export function createDsmrP1Driver({ bus, now, zone }: DriverTools): MeterDriver {
  async function listen(meter: WireMeter, { priority, signal }: Asking): Promise<Telegram> {
    const { checksum, waitSeconds } = profileOf(meter);
    try {
      return await bus.ask({
        bytes: NOTHING,
        framing: FRAMINGS[checksum],
        timing: { answerMs: waitSeconds * 1000, interByteMs: waitSeconds * 1000, pauseMs: 0 },
        line: meter.line ?? undefined,
        station: stationOf(meter),
        isAnswer: () => true,
        priority,
        retries: 1,
        signal,
      });
    } catch (error) {
      throw error instanceof BusFailure ? meterRefusal(error, meter.address) : error;
    }
  }

  function targetIn(meter: WireMeter, { sets }: Telegram): Target {
    const target = targetOf(sets, meter.address);
    // Another meter than the one in the books hangs on this port.
    if (!target) throw badData(meter, '96.1.1');
    return target;
  }

  function registersOf(meter: WireMeter, telegram: Telegram, withTou: boolean): RegisterValues {
    const { sets } = telegram;
    const target = targetIn(meter, telegram);
    const quantity = quantityOf(profileOf(meter));
    if (target.kind === 'channel') {
      const found = subMeterOf(sets, target.channel, quantity ? [quantity] : undefined);
      if (!found) throw badData(meter, `${target.channel}:24.2.1`);
      return { totalMilli: found.totalMilli, ...NO_OTHERS, at: freshTime(meter, telegram, found.time) };
    }
    const found = quantity === 'volume' ? undefined : electricityOf(sets);
    if (!found) throw badData(meter, '1-0:1.8.0');
    const { tariff1, tariff2 } = profileOf(meter);
    const named = (name: string) => {
      if (!withTou) return null;
      return name === tariff1 ? found.tariff1Milli : name === tariff2 ? found.tariff2Milli : null;
    };
    return {
      ...NO_OTHERS,
      totalMilli: found.totalMilli,
      peakMilli: named('peak'),
      flatMilli: named('flat'),
      valleyMilli: named('valley'),
      reverseMilli: found.reverseMilli,
      at: now(),
    };
  }

  /** When the value was taken. A meter behind the port reports every hour at best; an old value is no reading of now. */
  function freshTime(meter: WireMeter, { sets }: Telegram, time: string): number {
    const taken = wallTime(time);
    const told = wallTime(telegramTime(sets) ?? '');
    if (taken === undefined) throw badData(meter, '24.2.1');
    const reference = told === undefined ? now() : instantOf(told, zone);
    const age = reference - instantOf(taken, zone);
    if (age > profileOf(meter).staleHours * HOUR_MS || age < -HOUR_MS) throw badData(meter, `24.2.1 ${taken}`);
    // By this computer's clock: the meter's own may be off or in another zone.
    return now() - Math.max(0, age);
  }

  return {
    normaliseAddress: (text) => (/^[0-9A-Za-z]{0,40}$/.test(text.trim()) ? text.trim() : null),
    async readRegisters(meter, asking) {
      const values = registersOf(meter, await listen(meter, asking), asking.withTou);
      if (profileOf(meter).checksum === 'required') return values;
      const again = registersOf(meter, await listen(meter, asking), asking.withTou);
      const step = again.totalMilli - values.totalMilli;
      if (step < 0 || step > MOST_BETWEEN_MILLI) throw badData(meter, '1-0:1.8.0');
      return again;
    },
    async readPower(meter, asking) {
      const telegram = await listen(meter, asking);
      if (targetIn(meter, telegram).kind !== 'electricity') throw badData(meter, '1-0:1.7.0');
      return { ...powerOf(telegram.sets), at: now() };
    },
    async readState(meter, asking) {
      const text = wallTime(telegramTime((await listen(meter, asking)).sets) ?? '');
      return {
        clock: text === undefined ? null : { at: instantOf(text, zone), text },
        isBatteryLow: null,
        isReadingBatteryLow: null,
        coverOpenings: null,
        isCoverOpen: null,
        isRelayOpen: null,
        valve: null,
        isReversed: null,
        words: {},
        at: now(),
      };
    },
    /** Whoever speaks is there: the electricity meter, and a meter for each channel with a value. */
    async discover({ lines }, onProgress, signal) {
      const found = [];
      const speeds = lines.length > 0 ? lines : [null];
      for (const [index, line] of speeds.entries()) {
        signal?.throwIfAborted();
        const { frames } = await bus.survey({
          bytes: NOTHING,
          framing: FRAMINGS.none,
          timing: { answerMs: 11_000, interByteMs: 500, pauseMs: 0 },
          line: line ?? undefined,
          isAnswer: () => true,
          priority: 'background',
          retries: 0,
          signal,
        });
        const [telegram] = frames;
        if (telegram) {
          const channels = new Set(subMeterValues(telegram.sets).map(({ channel }) => channel.slice(2)));
          for (const address of ['', ...channels])
            found.push({ protocol: PROTOCOL, address, line, note: telegram.identification } as const);
        }
        onProgress({ found: [...found], tried: index + 1, total: speeds.length });
      }
      return found;
    },
  };
}

const NO_OTHERS = {
  sharpMilli: null,
  peakMilli: null,
  flatMilli: null,
  valleyMilli: null,
  reverseMilli: null,
  demandMilli: null,
  reactiveMilli: null,
};

function badData({ address }: WireMeter, di: string): StationError {
  return new StationError('device.bad-data', { address, di });
}
