import type { MeterProtocolName } from '../../devices/config.schema.ts';
import type { MeterService } from '../meters/meters.schema.ts';

/** The columns of the meter sheet, in the order it is written. */
export const SHEET_COLUMNS = [
  'meterNo',
  'service',
  'bus',
  'protocol',
  'address',
  'line',
  'preset',
  'digits',
  'decimals',
  'multiplier',
  'hasTou',
  'hasDemand',
  'hasReactive',
  'model',
] as const;
export type SheetColumn = (typeof SHEET_COLUMNS)[number];

export type SheetLang = 'zh-CN' | 'en';
type Words = Readonly<Record<SheetLang, string>>;

/** Heads in both languages; both are read, whatever language the sheet was written in. */
export const HEADS: Readonly<Record<SheetColumn, Words>> = {
  meterNo: { 'zh-CN': '表号', en: 'Meter no' },
  service: { 'zh-CN': '业务', en: 'Service' },
  bus: { 'zh-CN': '总线', en: 'Bus' },
  protocol: { 'zh-CN': '规约', en: 'Protocol' },
  address: { 'zh-CN': '通信地址', en: 'Address' },
  line: { 'zh-CN': '速率', en: 'Line' },
  preset: { 'zh-CN': '型号预设', en: 'Preset' },
  digits: { 'zh-CN': '整数位', en: 'Digits' },
  decimals: { 'zh-CN': '小数位', en: 'Decimals' },
  multiplier: { 'zh-CN': '倍率', en: 'Ratio' },
  hasTou: { 'zh-CN': '分时', en: 'Time of use' },
  hasDemand: { 'zh-CN': '需量', en: 'Demand' },
  hasReactive: { 'zh-CN': '无功', en: 'Reactive' },
  model: { 'zh-CN': '型号', en: 'Model' },
};

export const SERVICE_WORDS: Readonly<Record<MeterService, Words>> = {
  electricity: { 'zh-CN': '电', en: 'electricity' },
  gas: { 'zh-CN': '燃气', en: 'gas' },
  water: { 'zh-CN': '水', en: 'water' },
};

/** As the maker's plate says it. */
export const PROTOCOL_WORDS: Readonly<Record<MeterProtocolName, string>> = {
  'dlt645-2007': 'DL/T 645-2007',
  'dlt645-1997': 'DL/T 645-1997',
  cjt188: 'CJ/T 188',
  modbus: 'Modbus RTU',
  'iec62056-21': 'IEC 62056-21',
  'dsmr-p1': 'DSMR P1',
};

/** The line of the bus itself: a cell that is empty leaves the meter as it is. */
export const AS_BUS: Words = { 'zh-CN': '与总线相同', en: 'as bus' };
export const YES: Words = { 'zh-CN': '是', en: 'yes' };
export const NO: Words = { 'zh-CN': '否', en: 'no' };

/** Compared without spaces, punctuation and case: "DL/T645-2007", "dlt645 2007" and "Meter No." are met. */
export function bare(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s/_.\-*:：（）()]/g, '');
}

export function isWord(words: Words, text: string): boolean {
  return bare(words['zh-CN']) === bare(text) || bare(words.en) === bare(text);
}

/** Where each column stands; undefined columns are not in the file. */
export function findHeads(head: readonly string[]): Partial<Record<SheetColumn, number>> {
  return Object.fromEntries(
    SHEET_COLUMNS.flatMap((column) => {
      const at = head.findIndex((cell) => isWord(HEADS[column], cell));
      return at < 0 ? [] : [[column, at]];
    }),
  );
}
