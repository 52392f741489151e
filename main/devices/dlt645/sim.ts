import type { Timers } from '../link/timers.ts';
import type { WireFault } from '../meter/sim.ts';
import { createVoice } from '../meter/voice.sim.ts';
import { BROADCAST_ADDRESS, createFrameParser, encodeFrame, type Frame, isAddressed } from '../meter-dlt645/frame.ts';
import type { Say, SimulatedDevice } from '../transport/simulator.ts';

/** The wire of simulated meters of the DL/T 645 family, of whatever edition. */

export interface FamilyMeter {
  readonly address: string;
  fault?: WireFault | (string & {}) | undefined;
}

export interface FamilyWire {
  /** The adapter returns what was sent. */
  hasEcho: boolean;
  /** Answers arrive byte by byte. */
  isSplit: boolean;
  /** Requests understood, oldest first. */
  readonly requests: readonly Frame[];
}

export interface FamilyWireOptions<M extends FamilyMeter> {
  readonly meters: readonly M[];
  readonly timers: Timers;
  /** Between the request and the answer. */
  readonly answerMs: number;
  /** Answering time of a meter with the fault `late`. */
  readonly lateMs: number;
  /** Undefined: the meter keeps silent. Asked for broadcasts too, for what they do. */
  answer(meter: M, request: Frame): Frame | undefined;
  /** Some meters answer a request that was meant for all. */
  answersBroadcast?(meter: M, request: Frame): boolean;
}

/** Answers to a wildcard overlap as they do on a wire: a low bit wins. */
export function createFamilyWire<M extends FamilyMeter>(
  options: FamilyWireOptions<M>,
): FamilyWire & { create(say: Say): SimulatedDevice } {
  const requests: Frame[] = [];
  const wire: FamilyWire = { hasEcho: false, isSplit: false, requests };
  const voice = createVoice({ ...options, isSplit: () => wire.isSplit });

  function create(say: Say): SimulatedDevice {
    const parser = createFrameParser();
    return {
      onOpen: parser.reset,
      onSilence: parser.reset,
      onData(bytes) {
        if (wire.hasEcho) say(bytes);
        for (const request of parser.push(bytes)) {
          if ((request.control & FROM_METER) !== 0) continue;
          requests.push(request);
          reply(request, say);
        }
      },
    };
  }

  function reply(request: Frame, say: Say): void {
    const isForAll = request.address === BROADCAST_ADDRESS;
    const spoken = options.meters
      .filter((meter) => meter.fault !== 'silent' && (isForAll || isAddressed(request.address, meter.address)))
      .flatMap((meter) => {
        const frame = options.answer(meter, request);
        const isHeard = frame && (!isForAll || options.answersBroadcast?.(meter, request));
        return isHeard ? [{ isLate: meter.fault === 'late', bytes: spoil(meter, frame) }] : [];
      });
    voice.together(spoken, say);
  }

  return Object.assign(wire, { create });
}

const FROM_METER = 0x80;
const STRANGER = '990000000099';

function spoil({ fault }: FamilyMeter, frame: Frame): Uint8Array {
  const bytes = encodeFrame(fault === 'wrong-address' ? { ...frame, address: STRANGER } : frame);
  const sumAt = bytes.length - 2;
  if (fault === 'bad-checksum') return bytes.with(sumAt, ((bytes[sumAt] as number) + 1) & 0xff);
  if (fault === 'half-frame') return bytes.subarray(0, Math.floor(bytes.length / 2));
  return fault === 'garbage' ? bytes.map((byte, index) => byte ^ (0x55 + index)) : bytes;
}
