import type { Timers } from '../link/timers.ts';
import type { Say, SimulatedDevice } from '../transport/simulator.ts';
import { encodeTelegram } from './frame.ts';

/** What goes wrong: nothing comes, rubbish, a wrong CRC, half a telegram, one digit of a value changed on the way. */
export type DsmrFault = 'silent' | 'garbage' | 'bad-checksum' | 'half-telegram' | 'flipped-digit';

export interface DsmrSimOptions {
  readonly timers: Timers;
  /** Between two telegrams: 1000 from edition 5 on, 10,000 before. */
  readonly everyMs?: number;
  readonly identification?: string;
  /** Data lines of the next telegram. */
  readonly lines: () => readonly string[];
  readonly hasChecksum?: boolean;
}

export interface DsmrSim {
  fault: DsmrFault | undefined;
  /** Telegrams sent so far. */
  sent: number;
  create(say: Say): SimulatedDevice;
}

/** A P1 port: it speaks by itself as long as somebody listens. */
export function createDsmrSim(options: DsmrSimOptions): DsmrSim {
  const { timers, everyMs = 1000, identification = 'ISK5\\2M550T-1012', lines, hasChecksum = true } = options;

  function telegram(): Uint8Array {
    const bytes = encodeTelegram(identification, lines(), hasChecksum);
    const end = bytes.length - 3;
    if (sim.fault === 'garbage') return bytes.map((byte, index) => byte ^ (0x15 + (index % 7)));
    if (sim.fault === 'half-telegram') return bytes.subarray(0, bytes.length >> 1);
    if (sim.fault === 'bad-checksum') return bytes.with(end, bytes[end] === 0x30 ? 0x31 : 0x30);
    if (sim.fault !== 'flipped-digit') return bytes;
    const digit = bytes.lastIndexOf(0x2e) + 1;
    return bytes.with(digit, (bytes[digit] as number) ^ 0x01);
  }

  const sim: DsmrSim = {
    fault: undefined,
    sent: 0,
    create(say) {
      let cancel = () => {};
      const push = () => {
        cancel = timers.after(everyMs, () => {
          if (sim.fault !== 'silent') say(telegram());
          sim.sent++;
          push();
        });
      };
      return { onOpen: push, onData: () => undefined, onClose: () => cancel() };
    },
  };
  return sim;
}

/** The data lines of an electricity meter of edition 5, with a gas meter behind it. Thousandths of kWh and m³. */
export function usualLines(values: {
  readonly totalMilli: number;
  readonly gasMilli?: number;
  /** "2026-09-24 08:15:30" */
  readonly time: string;
}): string[] {
  const { totalMilli, gasMilli, time } = values;
  const stamp = `${time.replace(/\D/g, '').slice(2)}W`;
  const low = Math.floor(totalMilli / 3);
  return [
    '1-3:0.2.8(50)',
    `0-0:1.0.0(${stamp})`,
    '0-0:96.1.1(4B384547303034303436333935353037)',
    `1-0:1.8.1(${fixed(low, 6)}*kWh)`,
    `1-0:1.8.2(${fixed(totalMilli - low, 6)}*kWh)`,
    '1-0:2.8.1(000000.000*kWh)',
    '1-0:2.8.2(000000.000*kWh)',
    '0-0:96.14.0(0002)',
    '1-0:1.7.0(00.244*kW)',
    '1-0:2.7.0(00.000*kW)',
    '1-0:32.7.0(230.1*V)',
    '1-0:31.7.0(001*A)',
    ...(gasMilli === undefined
      ? []
      : [
          '0-1:24.1.0(003)',
          '0-1:96.1.0(3232323241424344313233343536373839)',
          `0-1:24.2.1(${stamp})(${fixed(gasMilli, 5)}*m3)`,
        ]),
  ];
}

function fixed(valueMilli: number, digits: number): string {
  const whole = Math.floor(valueMilli / 1000);
  return `${String(whole).padStart(digits, '0')}.${String(valueMilli % 1000).padStart(3, '0')}`;
}
