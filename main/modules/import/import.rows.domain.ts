import { isLocalDate, type LocalDate } from '../../shared/dates.ts';
import { parseScaled } from '../../shared/money.ts';
import { doorNo, doorPart } from '../customers/customers.domain.ts';
import { AccountNo, type Service, TariffCode } from '../customers/customers.schema.ts';
import { isAddress, plainAddress } from '../meters/meters.domain.ts';
import { MeterNo, type MeterProtocol, type MeterService } from '../meters/meters.schema.ts';
import type { OpeningTraits } from '../traits/traits.schema.ts';
import { fullAddress, numberLike, plainNumber } from './cells.domain.ts';
import type { ImportColumn, Mapping } from './import.columns.domain.ts';
import type { RowError, RowErrorCode, RowRepair } from './import.schema.ts';
import { traitsIn } from './import.traits.domain.ts';

/** One household as a row of the file describes it. */
export interface ImportRow {
  readonly rowNo: number;
  readonly customerName: string;
  readonly phone: string;
  readonly building: string;
  readonly unit: string;
  readonly room: string;
  readonly door: string;
  readonly areaDm2: number | null;
  readonly service: Service;
  readonly accountNo: string | null;
  readonly tariffCode: string | null;
  readonly householdSize: number | null;
  readonly traits?: OpeningTraits;
  readonly meter: ImportMeter | null;
}

export interface ImportMeter {
  readonly meterNo: string;
  readonly service: MeterService;
  readonly protocol: MeterProtocol;
  readonly address: string;
  readonly multiplier: number;
  readonly digits: number;
  /** Thousandths; null where the first reading is still to be taken. */
  readonly firstReading: { readonly totalMilli: number; readonly readOn: LocalDate } | null;
}

/** Numbers and the door a row lays claim to; a row with faults claims them all the same, so that all is told at once. */
export interface Claims {
  readonly rowNo: number;
  readonly accountNo: string | null;
  readonly meterNo: string | null;
  readonly door: string | null;
  readonly service: Service | undefined;
}

export interface ParsedRow {
  readonly row: ImportRow | null;
  readonly claims: Claims;
  readonly errors: readonly RowError[];
  readonly repairs: readonly RowRepair[];
}

const SERVICES: readonly (readonly [Service, RegExp])[] = [
  ['electricity', /^(?:电|用电|供电|电力|电费|电表|electricity|electric|power|e)$/],
  ['gas', /^(?:气|用气|供气|燃气|天然气|煤气|管道气|气费|气表|燃气表|gas|g)$/],
  ['water', /^(?:水|用水|供水|自来水|水费|水表|water|w)$/],
  ['property', /^(?:物业|物业费|物业服务|property|p)$/],
];
const PROTOCOLS: readonly (readonly [MeterProtocol, RegExp])[] = [
  ['manual', /^(?:|无|人工|手抄|人工抄表|manual|none)$/],
  ['dlt645-2007', /^(?:dl)?t?645(?:2007)?$|^2007$/],
  ['dlt645-1997', /^(?:dl)?t?645(?:19)?97$|^1997$/],
  ['cjt188', /^(?:cj)?t?188(?:2004|2018)?$/],
  ['modbus', /^modbus(?:rtu)?$/],
  ['iec62056-21', /^(?:iec)?6205621$|^iec1107$/],
  ['dsmr-p1', /^(?:dsmr)?p1$|^dsmr$/],
];
const DIGITS = { electricity: 6, gas: 5, water: 5 } as const;

/** Reads one row; every fault of it is told at once. `today` refuses dates that lie ahead. */
export function parseRow(cells: readonly string[], rowNo: number, mapping: Mapping, today: LocalDate): ParsedRow {
  const errors: RowError[] = [];
  const repairs = new Map<ImportColumn, RowRepair>();
  const fail = (column: ImportColumn, code: RowErrorCode, params: RowError['params'] = {}): void => {
    errors.push({ column, code, params });
  };
  const raw = (column: ImportColumn): string => {
    const at = mapping.indexOf(column);
    return at < 0 ? '' : (cells[at] ?? '').normalize('NFKC').trim();
  };
  const text = (column: ImportColumn, longest: number): string => {
    const value = raw(column);
    if (value.length > longest) fail(column, 'too-long', { longest });
    return value;
  };
  const required = (column: ImportColumn, longest: number): string => {
    const value = text(column, longest);
    if (!value) fail(column, 'required');
    return value;
  };
  const number = (column: ImportColumn, range: { min: number; max: number; otherwise: number }): number => {
    const value = raw(column);
    if (!value) return range.otherwise;
    const parsed = toScaled(value, 0);
    if (parsed === null) fail(column, 'not-a-number', { value });
    else if (parsed < range.min || parsed > range.max) fail(column, 'out-of-range', { min: range.min, max: range.max });
    return parsed ?? range.otherwise;
  };
  const repaired = (column: ImportColumn, to: string): string => {
    if (to !== raw(column)) repairs.set(column, { column, from: raw(column), to });
    return to;
  };
  const identifier = (column: ImportColumn, longest: number, whole = (plain: string) => plain): string => {
    const value = text(column, longest);
    const plain = plainNumber(value);
    if (plain !== undefined) return repaired(column, whole(plain));
    fail(column, 'digits-lost', { value });
    return value;
  };

  const customerName = required('customerName', 60);
  const phone = identifier('phone', 60);
  const { building, unit, room } = doorOf(text('building', 40), text('unit', 20), text('room', 20), text('doorNo', 60));
  if (!building) fail('building', 'required');
  const areaDm2 = raw('area') ? toScaled(raw('area').replace(/(?:㎡|m2|平方米|平米)$/i, ''), 2) : null;
  if (raw('area') && areaDm2 === null) fail('area', 'not-a-number', { value: raw('area') });
  const service = serviceOf(required('service', 20));
  if (raw('service') && !service) fail('service', 'unknown-service', { value: raw('service') });
  const accountNo = identifier('accountNo', 30) || null;
  if (accountNo && !AccountNo.safeParse(accountNo).success) fail('accountNo', 'bad-characters', { value: accountNo });
  const tariffCode = text('tariffCode', 40) || null;
  if (tariffCode && !TariffCode.safeParse(tariffCode).success)
    fail('tariffCode', 'bad-characters', { value: tariffCode });
  const householdSize = raw('householdSize') ? number('householdSize', { min: 1, max: 30, otherwise: 1 }) : null;
  const traits = traitsIn({ raw, text, fail, dateOf, today, toMilli: (value) => toScaled(value, 3) }, service);

  const meter = meterOf();
  const door = doorNo({ building, unit, room });
  const claims = { rowNo, accountNo, meterNo: meter?.meterNo ?? null, door: door || null, service };
  if (errors.length > 0 || !service) return { row: null, claims, errors, repairs: [...repairs.values()] };
  const home = { building, unit, room, door, areaDm2 };
  const people = { householdSize, ...(traits && { traits }) };
  const row = { rowNo, customerName, phone, ...home, service, accountNo, tariffCode, ...people, meter };
  return { row, claims, errors, repairs: [...repairs.values()] };

  function meterOf(): ImportMeter | null {
    const written = identifier('meterNo', 40);
    const reading = raw('firstReading');
    if (!written) {
      for (const column of ['firstReading', 'meterAddress'] as const) if (raw(column)) fail(column, 'needs-meter');
      return null;
    }
    if (!MeterNo.safeParse(written).success) fail('meterNo', 'bad-characters', { value: written });
    if (service === 'property') fail('meterNo', 'service-without-meter');
    const protocol = protocolOf(raw('protocol'));
    if (!protocol) fail('protocol', 'unknown-protocol', { value: raw('protocol') });
    const address = identifier('meterAddress', 20, (plain) => addressOf(protocol ?? 'manual', plain));
    const like = numberLike(written, { cell: raw('meterAddress'), full: address });
    const meterNo = like === written ? like : repaired('meterNo', like);
    if (protocol && !isAddress(protocol, address))
      fail('meterAddress', 'bad-address', { value: raw('meterAddress'), protocol });
    const metered = service === 'property' || !service ? 'electricity' : service;
    const multiplier = number('multiplier', { min: 1, max: 1_000_000, otherwise: 1 });
    const digits = number('digits', { min: 1, max: 9, otherwise: DIGITS[metered] });
    const firstReading = reading ? readingOf(reading, digits) : null;
    return { meterNo, service: metered, protocol: protocol ?? 'manual', address, multiplier, digits, firstReading };
  }

  function readingOf(value: string, digits: number): ImportMeter['firstReading'] {
    const totalMilli = toScaled(value, 3);
    if (totalMilli === null) fail('firstReading', 'not-a-number', { value });
    else if (totalMilli < 0) fail('firstReading', 'out-of-range', { min: 0, max: 10 ** digits - 1 });
    else if (totalMilli >= 10 ** digits * 1000) fail('firstReading', 'reading-too-large', { digits });
    const written = raw('readOn');
    const readOn = dateOf(written);
    if (!written) fail('readOn', 'needs-date');
    else if (!readOn) fail('readOn', 'not-a-date', { value: written });
    else if (readOn > today) fail('readOn', 'future-date', { value: readOn });
    return totalMilli === null || !readOn ? null : { totalMilli, readOn };
  }
}

/** One column may hold the whole door: 3-2-501 is building 3, unit 2, room 501; the last part is the room. */
function doorOf(building: string, unit: string, room: string, door: string) {
  if (building || !door) return { building: doorPart(building), unit: doorPart(unit), room: doorPart(room) };
  const parts = door
    .replace(/(?<=[0-9A-Za-z])(?:号楼|单元|栋|幢|座|号|楼)(?=.)/gu, '-')
    .split(/[-—–/\\#]+/u)
    .map(doorPart)
    .filter(Boolean);
  if (parts.length <= 1) return { building: parts[0] ?? '', unit: '', room: doorPart(room) };
  const last = parts.at(-1) ?? '';
  return { building: parts[0] ?? '', unit: parts.slice(1, -1).join('-'), room: last };
}

function serviceOf(value: string): Service | undefined {
  const plain = value.toLowerCase();
  return SERVICES.find(([, words]) => words.test(plain))?.[0];
}

function protocolOf(value: string): MeterProtocol | undefined {
  const plain = value.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return PROTOCOLS.find(([, words]) => words.test(plain))?.[0];
}

function addressOf(protocol: MeterProtocol, address: string): string {
  const plain = plainAddress(address);
  return protocol === 'manual' ? plain : fullAddress(protocol, plain);
}

/** 2026-01-05, 2026/1/5, 2026.1.5, 2026年1月5日 and 20260105. */
export function dateOf(value: string): LocalDate | undefined {
  const match =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?$/.exec(value) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(value);
  if (!match) return undefined;
  const [, year = '', month = '', day = ''] = match;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isLocalDate(date) ? date : undefined;
}

/** A decimal scaled to an integer; thousands separators may stand in it. Null where it is none, or has more decimals. */
function toScaled(value: string, decimals: number): number | null {
  const plain = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(value) ? value.replaceAll(',', '') : value;
  try {
    return parseScaled(plain, decimals);
  } catch {
    return null;
  }
}
