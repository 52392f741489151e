import { StationError } from '../../shared/error-codes.ts';
import { BusFailure, type BusTiming, type Framing } from '../bus/types.ts';
import { usualProfile } from '../config.schema.ts';
import type { DataSet } from '../framing/obis.domain.ts';
import type { LineSettings } from '../link/line.schema.ts';
import { instantOf } from '../meter/clock.ts';
import { meterRefusal, notSupported } from '../meter/refusal.ts';
import { type DriverTools, type MeterDriver, stationOf } from '../meter/types.ts';
import type { Asking, ReadRegisters, RegisterValues, WireMeter } from '../ports/meter.ts';
import { createMessageParser, type Message } from './frame.ts';
import {
  encodeAcknowledgement,
  encodeSignOn,
  type Identification,
  normaliseAddress,
  speedOf,
} from './messages.domain.ts';
import type { Iec62056Profile } from './profile.schema.ts';
import { clockOf, demandOf, errorWordOf, frozenOf, isOwn, powerOf, registersOf } from './readout.ts';

const PROTOCOL = 'iec62056-21';
/** Whoever hangs on the wire: for a meter that is alone on it. */
const ANYBODY = '';

/** Reaction 200 to 1500 ms, at most 1500 ms between two characters; then the meter has fallen back to 300 baud. */
const SIGN_ON: BusTiming = { answerMs: 2000, interByteMs: 1500, pauseMs: 2000 };
/** Without a BCC the second readout must agree with the first; a large house takes this much meanwhile. */
const MOST_BETWEEN_MILLI = 1000;

const FRAMINGS: Readonly<Record<Iec62056Profile['checksum'], Framing<Message>>> = {
  required: { createParser: () => createMessageParser(), isEcho },
  none: { createParser: () => createMessageParser({ takesBare: true }), isEcho },
};

function isEcho({ kind }: Message): boolean {
  return kind === 'sign-on' || kind === 'acknowledgement' || kind === 'command';
}

function profileOf({ profile }: WireMeter): Iec62056Profile {
  return (profile.protocol === PROTOCOL ? profile : usualProfile(PROTOCOL)) as Iec62056Profile;
}

type Readout = Extract<Message, { kind: 'readout' }>;

/** Meters that tell everything in one readout (mode C), over an optical head or a current loop. */
export function createIec62056Driver({ bus, now, zone, profile: { retries } }: DriverTools): MeterDriver {
  interface Conversation extends Asking {
    readonly line: LineSettings | undefined;
    readonly station?: string;
    readonly profile: Iec62056Profile;
    onIdentified?(identification: Identification): void;
  }

  /** Sign-on, identification, acknowledgement, change of speed, readout: one turn on the wire that nobody interrupts. */
  async function converse(address: string, talk: Conversation): Promise<Readout> {
    const { checksum, readoutSeconds, switchesSpeed } = talk.profile;
    const answer = await bus.ask<Message>({
      framing: FRAMINGS[checksum],
      timing: SIGN_ON,
      line: talk.line,
      station: talk.station,
      bytes: encodeSignOn(address),
      isAnswer: ({ kind }) => kind === 'identification' || kind === 'readout',
      follow: (message) => {
        if (message.kind !== 'identification') return undefined;
        talk.onIdentified?.(message);
        const speed = switchesSpeed ? speedOf(message.baudChar) : undefined;
        return {
          bytes: encodeAcknowledgement(speed === undefined ? '0' : message.baudChar),
          ...(speed !== undefined && { answerBaud: speed }),
          timing: { ...SIGN_ON, longestMs: readoutSeconds * 1000 },
          isAnswer: ({ kind }) => kind === 'readout',
        };
      },
      priority: talk.priority,
      retries: Math.min(retries, 1),
      signal: talk.signal,
    });
    return answer as Readout;
  }

  async function readout(meter: WireMeter, asking: Asking): Promise<readonly DataSet[]> {
    const profile = profileOf(meter);
    const { address, line } = meter;
    const talk = { ...asking, line: line ?? undefined, station: stationOf(meter), profile };
    try {
      const { sets } = await converse(address, talk);
      const isWrong = profile.checksNumber && address !== ANYBODY && isOwn(sets, address) === false;
      if (isWrong) throw badData(meter, 'C.1.0');
      return sets;
    } catch (error) {
      throw error instanceof BusFailure ? meterRefusal(error, address) : error;
    }
  }

  /** What was not asked for is left out: a reading holds only registers that its meter is known to have. */
  async function registers(meter: WireMeter, asking: ReadRegisters & Asking): Promise<RegisterValues> {
    const profile = profileOf(meter);
    const found = registersOf(await readout(meter, asking), profile);
    if (!found) throw badData(meter, profile.total);
    return {
      ...found,
      ...(asking.withTou ? {} : { sharpMilli: null, peakMilli: null, flatMilli: null, valleyMilli: null }),
      demandMilli: asking.withDemand ? found.demandMilli : null,
      reactiveMilli: asking.withReactive ? found.reactiveMilli : null,
      at: now(),
    };
  }

  return {
    normaliseAddress,
    async readRegisters(meter, asking) {
      const first = await registers(meter, asking);
      if (profileOf(meter).checksum === 'required') return first;
      const second = await registers(meter, asking);
      const step = second.totalMilli - first.totalMilli;
      if (step < 0 || step > MOST_BETWEEN_MILLI) throw badData(meter, profileOf(meter).total);
      return second;
    },
    async readPower(meter, asking) {
      return { ...powerOf(await readout(meter, asking)), at: now() };
    },
    async readDemand(meter, asking) {
      const profile = profileOf(meter);
      const found = demandOf(await readout(meter, asking), profile);
      if (!found) throw badData(meter, profile.demand || 'demand');
      const occurredAt = found.occurred === null ? null : instantOf(found.occurred, zone);
      return { demandMilli: found.demandMilli, occurredAt, at: now() };
    },
    async readState(meter, asking) {
      const sets = await readout(meter, asking);
      const text = clockOf(sets);
      return {
        clock: text === undefined ? null : { at: instantOf(text, zone), text },
        isBatteryLow: null,
        isReadingBatteryLow: null,
        coverOpenings: null,
        isCoverOpen: null,
        isRelayOpen: null,
        valve: null,
        isReversed: null,
        words: wordsOf(errorWordOf(sets)),
        at: now(),
      };
    },
    async readFrozen(meter, { kind, ago }, asking) {
      if (kind !== 'settlement') throw notSupported(PROTOCOL, `frozen ${kind}`);
      const profile = profileOf(meter);
      const found = frozenOf(await readout(meter, asking), profile, ago);
      if (!found) throw new StationError('device.meter-no-data', { address: meter.address, err: `*${ago}` });
      return { ...found.registers, at: now(), frozenAt: instantOf(found.frozen, zone) };
    },
    /** Nobody can be asked in particular without a number: one meter alone on its wire is found. */
    async discover({ lines }, onProgress, signal) {
      const found = [];
      const profile = usualProfile(PROTOCOL) as Iec62056Profile;
      const speeds = lines.length > 0 ? lines : [null];
      for (const [index, line] of speeds.entries()) {
        signal?.throwIfAborted();
        let note: string | undefined;
        const onIdentified = ({ maker, text }: Identification) => {
          note = `${maker} ${text}`.trim();
        };
        const talk: Conversation = { priority: 'background', signal, line: line ?? undefined, profile, onIdentified };
        try {
          const { sets } = await converse(ANYBODY, talk);
          found.push({ protocol: PROTOCOL, address: numberIn(sets), line, ...(note && { note }) } as const);
        } catch (error) {
          if (!(error instanceof BusFailure)) throw error;
          // Identified but not readable: it is there all the same.
          if (note) found.push({ protocol: PROTOCOL, address: ANYBODY, line, note } as const);
          else if (error.problem.code !== 'no-answer' && error.problem.code !== 'garbage')
            throw meterRefusal(error, '');
        }
        onProgress({ found: [...found], tried: index + 1, total: speeds.length });
      }
      return found;
    },
  };
}

function wordsOf(word: number | undefined): Record<string, number> {
  return word === undefined ? {} : { 'F.F': word };
}

function numberIn(sets: readonly DataSet[]): string {
  const own = sets.find(({ code }) => code === 'C.1.0' || code === '0.0.0')?.values[0]?.text ?? '';
  return normaliseAddress(own) ?? ANYBODY;
}

function badData({ address }: WireMeter, di: string): StationError {
  return new StationError('device.bad-data', { address, di });
}
