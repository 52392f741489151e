import {
  METER_PROTOCOLS,
  type MeterProfile,
  type MeterProtocolName,
  usualProfile,
} from '../../devices/config.schema.ts';
import { LineSettings } from '../../devices/link/line.schema.ts';
import { fullAddress, numberLike, plainNumber, significant, withZeros } from '../import/cells.domain.ts';
import { isAddress, plainAddress } from '../meters/meters.domain.ts';
import { type Meter, MeterNo, MeterService } from '../meters/meters.schema.ts';
import type { DeviceTable } from './device-table.schema.ts';
import {
  AS_BUS,
  bare,
  isWord,
  NO,
  PROTOCOL_WORDS,
  SERVICE_WORDS,
  type SheetColumn,
  YES,
} from './sheet.columns.domain.ts';
import { presetNames, presetProfile } from './sheet.presets.domain.ts';
import type { SheetFault, SheetRepair } from './sheet.schema.ts';

type TableMeter = DeviceTable['meters'][number];

/** What is known already: meters by number, buses by name. */
export interface Register {
  find(meterNo: string): Meter | undefined;
  readonly buses: readonly string[];
  nameOf(meter: Meter): string;
}

export interface SheetRow {
  readonly meter: TableMeter | undefined;
  readonly faults: readonly SheetFault[];
  readonly repairs: readonly SheetRepair[];
}

const PARITY = { E: 'even', N: 'none', O: 'odd' } as const;
const USUAL = { digits: 6, decimals: 2, multiplier: 1, hasTou: false, hasDemand: false, hasReactive: false, model: '' };

/** One row of the sheet. A cell that is empty or not there leaves a registered meter as it is. */
export function readRow(cells: Partial<Record<SheetColumn, string>>, row: number, register: Register): SheetRow {
  const faults: SheetFault[] = [];
  const repairs: SheetRepair[] = [];
  const cell = (column: SheetColumn) => (cells[column] ?? '').trim();
  const fail = (column: SheetColumn, code: SheetFault['code'], choices: readonly string[] = []): undefined => {
    faults.push({ row, column, code, value: cell(column), choices: [...choices] });
    return undefined;
  };
  const repaired = (column: SheetColumn, to: string): string => {
    if (to !== cell(column)) repairs.push({ row, column, from: cell(column), to });
    return to;
  };
  /** What the cell says, else what is known already; a new meter has to be told. */
  function said<T>(column: SheetColumn, known: T | undefined, read: (text: string) => T | undefined): T | undefined {
    const text = cell(column);
    if (text !== '') return read(text);
    return known === undefined ? fail(column, 'required') : known;
  }
  const whole = (column: SheetColumn, known: number, min: number, max: number) =>
    said(column, known, (text) => {
      const plain = plainNumber(text) ?? '';
      const value = /^\d{1,7}$/.test(plain) ? Number(plain) : -1;
      return value >= min && value <= max ? value : fail(column, 'number', [`${min}–${max}`]);
    });
  const flag = (column: SheetColumn, known: boolean) =>
    said(column, known, (text) => {
      if (isWord(YES, text) || /^(1|true|y|√)$/i.test(text)) return true;
      return isWord(NO, text) || /^(0|false|n|×)$/i.test(text) ? false : fail(column, 'yes-no');
    });

  function numberedMeter(): { meterNo: string; known: Meter | undefined } | undefined {
    if (cell('meterNo') === '') return fail('meterNo', 'required');
    const plain = plainNumber(cell('meterNo'));
    if (plain === undefined) return fail('meterNo', 'digits-lost');
    const exact = register.find(plain);
    if (exact) return { meterNo: plain, known: exact };
    const padded = withZeros(plain).flatMap((text) => register.find(text) ?? []);
    if (padded.length === 1 && padded[0]) return { meterNo: repaired('meterNo', padded[0].meterNo), known: padded[0] };
    return MeterNo.safeParse(plain).success ? { meterNo: plain, known: undefined } : fail('meterNo', 'choice');
  }

  function addressed(protocol: MeterProtocolName, known: Meter | undefined): string | undefined {
    const before = known?.protocol === protocol ? known.address : undefined;
    if (cell('address') === '') {
      if (before !== undefined) return before;
      return isAddress(protocol, '') ? '' : fail('address', 'required');
    }
    const plain = plainNumber(cell('address'));
    if (plain === undefined) return fail('address', 'digits-lost');
    const text = plainAddress(plain);
    const isKnown = before !== undefined && /^\d+$/.test(text) && significant(before) === significant(text);
    const full = isKnown ? before : fullAddress(protocol, text);
    return isAddress(protocol, full) ? repaired('address', full) : fail('address', 'address');
  }

  const numbered = numberedMeter();
  const known = numbered?.known;
  const service = said('service', known?.service, (text) => {
    const found = MeterService.options.find((name) => name === bare(text) || isWord(SERVICE_WORDS[name], text));
    return found ?? fail('service', 'choice', MeterService.options);
  });
  const busNow = known && register.nameOf(known);
  const bus = said('bus', busNow || undefined, (text) =>
    register.buses.includes(text) ? text : fail('bus', 'no-bus', register.buses),
  );
  const protocolNow = known && known.protocol !== 'manual' ? known.protocol : undefined;
  const protocol = said('protocol', protocolNow, (text) => {
    const found = METER_PROTOCOLS.find(
      (name) => bare(name) === bare(text) || bare(PROTOCOL_WORDS[name]) === bare(text),
    );
    return found ?? fail('protocol', 'choice', Object.values(PROTOCOL_WORDS));
  });
  const address = protocol && addressed(protocol, known);
  const line = said<LineSettings | null>('line', known?.protocol === protocol ? (known?.line ?? null) : null, (text) =>
    isWord(AS_BUS, text) ? null : (lineOf(text) ?? fail('line', 'line')),
  );
  const profile = protocol && profiled(protocol);
  const sizes = {
    digits: whole('digits', known?.digits ?? USUAL.digits, 1, 9),
    decimals: whole('decimals', known?.decimals ?? USUAL.decimals, 0, 3),
    multiplier: whole('multiplier', known?.multiplier ?? USUAL.multiplier, 1, 1_000_000),
    hasTou: flag('hasTou', known?.hasTou ?? USUAL.hasTou),
    hasDemand: flag('hasDemand', known?.hasDemand ?? USUAL.hasDemand),
    hasReactive: flag('hasReactive', known?.hasReactive ?? USUAL.hasReactive),
    model: cell('model').slice(0, 60) || (known?.model ?? USUAL.model),
  };

  function profiled(name: MeterProtocolName): MeterProfile | undefined {
    const before = known?.profile?.protocol === name ? known.profile : usualProfile(name, service);
    const text = cell('preset');
    if (text === '' || (before.protocol === 'modbus' && bare(before.preset) === bare(text))) return before;
    return presetProfile(name, text) ?? fail('preset', 'preset', presetNames(name));
  }

  if (faults.length > 0 || !numbered || !protocol) return { meter: undefined, faults, repairs };
  // The zeros of a new meter went from its number as they went from its address.
  const like =
    known || address === undefined
      ? numbered.meterNo
      : numberLike(numbered.meterNo, { cell: cell('address'), full: address });
  const meterNo = like === numbered.meterNo ? like : repaired('meterNo', like);
  const meter = { meterNo, service, bus, protocol, address, line, profile, ...sizes } as TableMeter;
  return { meter, faults, repairs };
}

/** "2400 8E1", "2400,8,E,1", "2400 8n1". */
function lineOf(text: string): LineSettings | undefined {
  const [, baud, dataBits, parity, stopBits] =
    /^(\d{3,6})[\s,/]*([78])[\s,/-]*([ENO])[\s,/-]*([12])$/i.exec(text.normalize('NFKC').trim()) ?? [];
  if (!parity) return undefined;
  const parsed = LineSettings.safeParse({
    baud: Number(baud),
    dataBits: Number(dataBits),
    parity: PARITY[parity.toUpperCase() as keyof typeof PARITY],
    stopBits: Number(stopBits),
  });
  return parsed.success ? parsed.data : undefined;
}
