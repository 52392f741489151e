import { systemTimers } from '../../main/devices/link/timers.ts';
import { createCjt188Sim } from '../../main/devices/meter-cjt188/sim.ts';
import { MODBUS_PRESETS } from '../../main/devices/meter-modbus/presets.schema.ts';
import { createModbusSim } from '../../main/devices/meter-modbus/sim.ts';
import { createMeterSim, createMeterSim1997, startMixedWire } from '../../main/devices/simulators.ts';
import { addHousehold } from '../../main/modules/customers/index.ts';
import { createDevice } from '../../main/modules/devices/index.ts';
import { activateTariff, createTariff } from '../../main/modules/tariffs/index.ts';
import { formatMilli } from '../../main/shared/quantity.ts';
import { requestId } from '../support/station.ts';
import type { E2eStation } from './support.ts';

const BY = { userId: null, name: 'e2e', via: 'cli' } as const;
const HOUR_MS = 3_600_000;

export interface Flat {
  readonly accountNo: string;
  readonly address: string;
  readonly protocol: 'dlt645-2007' | 'dlt645-1997' | 'cjt188' | 'modbus';
  readonly service: 'electricity' | 'gas';
}

const digits = (n: number, length: number) => String(n).padStart(length, '0');

/** Forty flats: on the first wire DL/T 645-2007 and gas by CJ/T 188, on the second DL/T 645-1997 and Modbus. */
export const FIRST_WIRE: readonly Flat[] = [
  ...Array.from({ length: 14 }, (_, i): Flat => flat(i, 'dlt645-2007', digits(202_600_010_000 + i * 7, 12))),
  ...Array.from({ length: 8 }, (_, i): Flat => flat(14 + i, 'cjt188', digits(78_330_000_001_100 + i * 3, 14))),
];
export const SECOND_WIRE: readonly Flat[] = [
  ...Array.from({ length: 10 }, (_, i): Flat => flat(22 + i, 'dlt645-1997', digits(97_000_300 + i * 13, 12))),
  ...Array.from({ length: 8 }, (_, i): Flat => flat(32 + i, 'modbus', String(i + 1))),
];

function flat(i: number, protocol: Flat['protocol'], address: string): Flat {
  return { accountNo: digits(i + 1, 8), address, protocol, service: protocol === 'cjt188' ? 'gas' : 'electricity' };
}

/** Their registers show less once the night has come, as after a board was changed. */
export const FALLEN: readonly Flat[] = [3, 5].map((i) => FIRST_WIRE[i] as Flat);

export function startOf({ accountNo }: Flat): number {
  return 1_000_000 + Number(accountNo) * 10_000;
}

/** Thousandths on the register: two units an hour. */
export function totalAt(flatOf: Flat, at: number, began: number): number {
  const hours = Math.max(0, (at - began) / HOUR_MS);
  const start = startOf(flatOf);
  if (FALLEN.includes(flatOf) && hours > 2) return start - 500_000;
  return start + Math.floor(hours * 200) * 10;
}

interface Wire {
  readonly path: string;
  readonly now: () => number;
  readonly began: number;
}

const link = (path: string) =>
  ({ type: 'serial', path, baud: 2400, parity: 'even', dataBits: 8, stopBits: 1 }) as const;

export function startFirstWire({ path, now, began }: Wire) {
  const timers = systemTimers;
  const electricity = createMeterSim({
    meters: FIRST_WIRE.filter((of) => of.protocol === 'dlt645-2007').map((of) => ({
      address: of.address,
      registers: (at: number) => ({ totalMilli: totalAt(of, at, began) }),
    })),
    timers,
    now,
    answerMs: 5,
  });
  const gas = createCjt188Sim({
    meters: FIRST_WIRE.filter((of) => of.protocol === 'cjt188').map((of) => ({
      address: of.address,
      type: 0x30,
      diOrder: '2018' as const,
      current: () => totalAt(of, now(), began) / 10,
      settlementDay: 1,
      settlements: [totalAt(of, began + 28 * HOUR_MS, began) / 10],
    })),
    timers,
    now,
    answerMs: 5,
  });
  return startMixedWire({ link: link(path), devices: [electricity, gas] });
}

export function startSecondWire({ path, now, began }: Wire) {
  const timers = systemTimers;
  const old = createMeterSim1997({
    meters: SECOND_WIRE.filter((of) => of.protocol === 'dlt645-1997').map((of) => ({
      address: of.address,
      registers: (at: number) => ({ totalMilli: totalAt(of, at, began) }),
    })),
    timers,
    now,
    answerMs: 5,
  });
  const registers = MODBUS_PRESETS.find((preset) => preset.id === 'sdm120')?.registers ?? [];
  const modbus = createModbusSim({
    meters: SECOND_WIRE.filter((of) => of.protocol === 'modbus').map((of) => ({
      unit: Number(of.address),
      registers,
      values: () => ({ total: formatMilli(totalAt(of, now(), began)), voltageA: '229.8', frequency: '50.01' }),
    })),
    timers,
    answerMs: 5,
  });
  return startMixedWire({ link: link(path), devices: [old, modbus] });
}

/** The households with their prices, and the two wires as devices; no meter is registered yet. */
export function furnishBuilding({ station }: E2eStation, ports: { first: string; second: string }): void {
  for (const [code, service, unit, price] of [
    ['DIAN', 'electricity', 'kWh', '0.55'],
    ['QI', 'gas', 'm3', '3.00'],
  ] as const) {
    const scheme = { kind: 'flat', price } as const;
    const tariffId = createTariff(station, BY, {
      ...{ code, name: code, service, effectiveFrom: '2026-01-01', source: '合同' },
      document: { format: 1, unit, rounding: 'per-bill', cycle: 'month', scheme },
    });
    activateTariff(station, BY, { tariffId, verifiedOn: '2026-01-01', verifiedBy: '刘站长', source: '合同' });
  }
  station.write(BY, { action: 'e2e.building' }, (tx) => {
    for (const [i, { accountNo, service }] of [...FIRST_WIRE, ...SECOND_WIRE].entries())
      addHousehold(tx, {
        customer: { name: `住户${i + 1}`, kind: 'person', phone: '', note: '' },
        premises: { building: '1', unit: '1', room: String(101 + i), address: '', areaDm2: null },
        account: { service, accountNo, tariffCode: null, householdSize: 3, openedOn: '2026-11-01' },
      });
  });
  const profile = { answerMs: 200, retries: 1 };
  for (const [name, path] of [
    ['东单元', ports.first],
    ['西单元', ports.second],
  ] as const)
    createDevice(station, BY, {
      ...{ name, isEnabled: true, requestId: requestId() },
      config: { model: 'meter-bus', link: link(path), profile },
    });
  station.devices.reload();
}
