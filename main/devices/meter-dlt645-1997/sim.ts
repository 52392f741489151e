import { createFamilyWire, type FamilyWire } from '../dlt645/sim.ts';
import { dateTimeOf } from '../framing/bcd.domain.ts';
import type { Timers } from '../link/timers.ts';
import { hearTime, type SimElectricityMeter, type WireFault } from '../meter/sim.ts';
import { ANY_ADDRESS, type Frame, normaliseAddress } from '../meter-dlt645/frame.ts';
import type { Say, SimulatedDevice } from '../transport/simulator.ts';
import { diBytes, FN_BROADCAST_TIME, FN_READ, readDi } from './frame.ts';
import { payloadOf } from './memory.sim.ts';
import { DI_TOTAL, DI_TOU_BLOCK } from './registers.ts';

/** As of the 2007 edition: digits that are none, registers missing, no block of tariffs, no data at all, everything refused. */
export type MeterFault1997 = WireFault | 'non-bcd' | 'ff-values' | 'no-block' | 'no-data' | 'refuses';

export interface SimMeter1997 extends SimElectricityMeter {
  fault?: MeterFault1997 | undefined;
  /** Answers a read that was sent to 99…99, which later editions never do. */
  readonly answersBroadcast?: boolean;
  /** Puts the wildcard it was called by into its answer, instead of its own number. */
  readonly echoesWildcard?: boolean;
}

export interface MeterSim1997Options {
  readonly meters: readonly SimMeter1997[];
  readonly timers: Timers;
  readonly answerMs?: number;
  readonly lateMs?: number;
  readonly now?: () => number;
  readonly zone?: string;
}

export interface MeterSim1997 extends FamilyWire {
  readonly meters: SimMeter1997[];
}

const ERR_NO_DATA = 0x02;
const ERR_NOT_AUTHORISED = 0x04;
const ERROR_BIT = 0x40;
const FROM_METER = 0x80;

/** DL/T 645-1997 meters on one wire. */
export function createMeterSim1997(options: MeterSim1997Options): MeterSim1997 & { create(say: Say): SimulatedDevice } {
  const { timers, answerMs = 20, lateMs = 1500, now = Date.now, zone = 'Asia/Shanghai' } = options;
  const meters = options.meters.map((meter) => ({
    ...meter,
    address: normaliseAddress(meter.address) ?? meter.address,
  }));
  const wire = createFamilyWire({
    meters,
    timers,
    answerMs,
    lateMs,
    answer: (meter, request) => answer(meter, request, now(), zone),
    answersBroadcast: (meter) => meter.answersBroadcast === true,
  });
  return Object.assign(wire, { meters });
}

/** Undefined: the meter keeps silent. */
function answer(meter: SimMeter1997, request: Frame, now: number, zone: string): Frame | undefined {
  const isWildcard = request.address === ANY_ADDRESS;
  const address = isWildcard && meter.echoesWildcard ? ANY_ADDRESS : meter.address;
  const control = request.control | FROM_METER;
  const fail = (err: number): Frame => ({ address, control: control | ERROR_BIT, data: Uint8Array.of(err) });
  if (request.control === FN_BROADCAST_TIME) {
    const told = dateTimeOf(request.data);
    if (told) hearTime(meter, told, now, zone);
    return undefined;
  }
  // Functions above are those of the 2007 edition, which a meter of this one does not hear.
  if (request.control > 0x10) return undefined;
  if (meter.fault === 'refuses' || request.control !== FN_READ) return fail(ERR_NOT_AUTHORISED);
  const di = readDi(request.data);
  const payload = di === undefined || meter.fault === 'no-data' ? undefined : payloadOf(meter, di, { now, zone });
  const isMissing = !payload || (meter.fault === 'no-block' && di === DI_TOU_BLOCK);
  if (di === undefined || isMissing) return fail(ERR_NO_DATA);
  return { address, control, data: Uint8Array.from([...diBytes(di), ...spoilt(meter, di, payload)]) };
}

function spoilt(meter: SimMeter1997, di: number, payload: Uint8Array): Uint8Array {
  if (meter.fault === 'ff-values' && di < 0xc000) return payload.map(() => 0xff);
  return meter.fault === 'non-bcd' && (di === DI_TOTAL || di === DI_TOU_BLOCK) ? payload.with(2, 0x0e) : payload;
}
