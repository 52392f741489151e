import { StationError } from '../../shared/error-codes.ts';
import { type Milli, milli } from '../../shared/quantity.ts';
import { BusFailure, type BusTiming } from '../bus/types.ts';
import { meterRefusal, notSupported } from '../meter/refusal.ts';
import { type DriverTools, type MeterDriver, stationOf } from '../meter/types.ts';
import type { Asking, WireMeter } from '../ports/meter.ts';
import { type Block, blockOf, planBlocks } from './blocks.domain.ts';
import { ModbusException, readWords, replyFraming } from './client.ts';
import { discoverUnits } from './discovery.ts';
import { type ReadRequest, unitOf } from './frame.ts';
import type { ModbusProfile, ModbusRegister, Quantity } from './profile.schema.ts';
import { decodeNumber, type Exact, exactOf, isMissing, type Measured, measure, times } from './values.domain.ts';

const PHASES = ['A', 'B', 'C'] as const;
const TARIFFS = ['sharp', 'peak', 'flat', 'valley'] as const satisfies readonly Quantity[];
const LIVE: readonly Quantity[] = [
  'power',
  ...PHASES.flatMap((phase) => [`voltage${phase}`, `current${phase}`, `power${phase}`] as const),
  'powerFactor',
  'frequency',
];
const RATIOS: readonly Quantity[] = ['ctRatio', 'ptRatio'];
const ONE: Exact = { units: 1n, decimals: 0 };
/** The meter does not have these registers, or not under this function. */
const NO_SUCH_REGISTER = new Set([1, 2, 3]);
/** Said by a gateway in the meter's place. */
const NOBODY_THERE = new Set([10, 11]);

/**
 * A Modbus answer does not say what it answers: one that comes late would stand as the figure of the next register. So
 * long after the answering time the wire rests, for converters and gateways that are slow.
 */
const LATE_MS = 1000;
/** A meter known to be quick is still given this long. */
const LEAST_MS = 300;

type Words = ReadonlyMap<Quantity, readonly number[]>;

/** Modbus RTU meters, read by the register map in each one's profile. */
export function createModbusDriver(tools: DriverTools): MeterDriver {
  const { bus, now, profile: wire } = tools;
  /** Meters that refused to answer several values in one request are asked for each by itself. */
  const oneByOne = new Set<string>();

  function timingOf(profile: ModbusProfile): BusTiming {
    const { answerMs } = wire;
    return { answerMs, interByteMs: 200, pauseMs: 50, leastMs: LEAST_MS, lateMs: LATE_MS, quietMs: profile.quietMs };
  }

  async function readBlock(meter: WireMeter, block: Block, asking: Asking): Promise<number[]> {
    const request: ReadRequest = { ...block, unit: Number(meter.address) };
    try {
      return await readWords(request, (bytes) => exchange(meter, request, bytes, asking));
    } catch (error) {
      throw error instanceof BusFailure ? meterRefusal(error, meter.address) : error;
    }
  }

  async function exchange(
    meter: WireMeter,
    request: ReadRequest,
    bytes: Uint8Array,
    { priority, signal }: Asking,
  ): Promise<Uint8Array> {
    const reply = await bus.ask({
      bytes,
      framing: replyFraming(request),
      timing: timingOf(profileOf(meter)),
      line: meter.line ?? undefined,
      station: stationOf(meter),
      isAnswer: () => true,
      priority,
      retries: wire.retries,
      signal,
    });
    return reply.bytes;
  }

  /** Nothing in the map's place: the meter said that it has no such register. */
  async function readEach(meter: WireMeter, registers: readonly ModbusRegister[], asking: Asking): Promise<Words> {
    const words = new Map<Quantity, readonly number[]>();
    for (const register of registers) {
      try {
        words.set(register.quantity, await readBlock(meter, blockOf(register), asking));
      } catch (error) {
        if (!isAbsent(error)) throw refusal(error, meter.address);
        if (register.quantity === 'total') throw refusal(error, meter.address);
      }
    }
    return words;
  }

  async function readWanted(meter: WireMeter, registers: readonly ModbusRegister[], asking: Asking): Promise<Words> {
    const words = new Map<Quantity, readonly number[]>();
    const isOneByOne = oneByOne.has(stationOf(meter));
    const blocks = isOneByOne ? registers.map(blockOf) : planBlocks(registers, profileOf(meter));
    for (const block of blocks) {
      const [first] = block.registers;
      const isAlone = block.registers.length === 1 && first !== undefined;
      try {
        if (isAlone) for (const [key, value] of await readEach(meter, [first], asking)) words.set(key, value);
        else split(block, await readBlock(meter, block, asking), words);
      } catch (error) {
        if (!isAbsent(error)) throw refusal(error, meter.address);
        oneByOne.add(stationOf(meter));
        for (const [key, value] of await readEach(meter, block.registers, asking)) words.set(key, value);
      }
    }
    return words;
  }

  async function read(
    meter: WireMeter,
    wanted: readonly Quantity[],
    asking: Asking,
  ): Promise<(quantity: Quantity) => Measured | null> {
    const { registers, appliesRatios } = profileOf(meter);
    if (registers.length === 0) throw new StationError('device.modbus-no-map', { address: meter.address });
    const all = appliesRatios ? [...wanted, ...RATIOS] : wanted;
    const chosen = registers.filter(({ quantity }) => all.includes(quantity));
    if (!chosen.some(({ quantity }) => wanted.includes(quantity))) throw notSupported('modbus', wanted[0] ?? '');
    const words = await readWanted(meter, chosen, asking);
    const ratio = appliesRatios ? ratioFrom(meter, registers, words) : () => ONE;
    return (quantity) => {
      const register = registers.find((candidate) => candidate.quantity === quantity);
      const found = words.get(quantity);
      if (!register || !found) return null;
      const isNone = isMissing(register, found);
      if (isNone && quantity !== 'total') return null;
      const measured = isNone ? undefined : measure(register, found, ratio(quantity));
      if (!measured) throw badData(meter.address, register);
      return measured;
    };
  }

  return {
    normaliseAddress(text) {
      const unit = unitOf(text);
      return unit === undefined ? null : String(unit);
    },
    async readRegisters(meter, { withTou, withDemand = false, withReactive = false, ...asking }) {
      const wanted: Quantity[] = ['total', 'reverse'];
      if (withTou) wanted.push(...TARIFFS);
      if (withDemand) wanted.push('demand');
      if (withReactive) wanted.push('reactive');
      const values = await read(meter, wanted, asking);
      const counted = (quantity: Quantity): Milli | null => {
        const measured = values(quantity);
        if (measured && measured.milli < 0) throw badData(meter.address, registerOf(meter, quantity));
        return measured && milli(measured.milli);
      };
      const totalMilli = counted('total');
      if (totalMilli === null) throw badData(meter.address, registerOf(meter, 'total'));
      const [sharpMilli = null, peakMilli = null, flatMilli = null, valleyMilli = null] = TARIFFS.map(counted);
      return {
        totalMilli,
        sharpMilli,
        peakMilli,
        flatMilli,
        valleyMilli,
        reverseMilli: counted('reverse'),
        demandMilli: counted('demand'),
        reactiveMilli: counted('reactive'),
        ...(wanted.some((quantity) => values(quantity)?.isImprecise) && { isImprecise: true }),
        at: now(),
      };
    },
    async readPower(meter, asking) {
      const values = await read(meter, LIVE, asking);
      const live = (quantity: Quantity): Milli | null => {
        const measured = values(quantity);
        return measured && milli(measured.milli);
      };
      return {
        voltageMilli: [live('voltageA'), live('voltageB'), live('voltageC')],
        currentMilli: [live('currentA'), live('currentB'), live('currentC')],
        powerMilli: { total: live('power'), a: live('powerA'), b: live('powerB'), c: live('powerC') },
        powerFactorMilli: live('powerFactor'),
        frequencyMilli: live('frequency'),
        at: now(),
      };
    },
    async readDemand(meter, asking) {
      const demand = (await read(meter, ['demand'], asking))('demand');
      if (!demand) throw notSupported('modbus', 'demand');
      return { demandMilli: milli(demand.milli), occurredAt: null, at: now() };
    },
    discover: (options, onProgress, signal) => discoverUnits(tools, options.lines, onProgress, signal),
  };
}

function profileOf(meter: WireMeter): ModbusProfile {
  if (meter.profile.protocol !== 'modbus') throw new Error(`no Modbus profile: ${meter.profile.protocol}`);
  return meter.profile;
}

function registerOf(meter: WireMeter, quantity: Quantity): ModbusRegister | undefined {
  return profileOf(meter).registers.find((register) => register.quantity === quantity);
}

function split(block: Block, words: readonly number[], into: Map<Quantity, readonly number[]>): void {
  for (const register of block.registers) {
    const from = register.address - block.address;
    into.set(register.quantity, words.slice(from, from + blockOf(register).count));
  }
}

/** What the meter itself says of its transformers: energy and power take both ratios, voltage and current their own. */
function ratioFrom(
  meter: WireMeter,
  registers: readonly ModbusRegister[],
  words: Words,
): (quantity: Quantity) => Exact {
  const named = (quantity: 'ctRatio' | 'ptRatio'): Exact => {
    const register = registers.find((candidate) => candidate.quantity === quantity);
    if (!register) return ONE;
    const found = words.get(quantity);
    const number = found && !isMissing(register, found) && decodeNumber(found, register.type, register.order);
    if (!number || number.units <= 0n) throw badData(meter.address, register);
    return times(number, exactOf(register.scale));
  };
  const [ct, pt] = [named('ctRatio'), named('ptRatio')];
  return (quantity) => {
    if (quantity.startsWith('voltage')) return pt;
    if (quantity.startsWith('current')) return ct;
    return quantity === 'powerFactor' || quantity === 'frequency' ? ONE : times(ct, pt);
  };
}

function isAbsent(error: unknown): boolean {
  return error instanceof ModbusException && NO_SUCH_REGISTER.has(error.code);
}

function badData(address: string, register: ModbusRegister | undefined): StationError {
  const di = (register?.address ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return new StationError('device.bad-data', { address, di });
}

function refusal(error: unknown, address: string): unknown {
  if (!(error instanceof ModbusException)) return error;
  const params = { address, err: String(error.code).padStart(2, '0') };
  if (NOBODY_THERE.has(error.code)) return new StationError('device.no-answer', { address }, { cause: error });
  return new StationError(NO_SUCH_REGISTER.has(error.code) ? 'device.meter-no-data' : 'device.meter-error', params, {
    cause: error,
  });
}
