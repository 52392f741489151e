import {
  electricity,
  PRICE_DATA,
  PRICE_DATA_READ,
  REGION_LIST,
  type TariffTemplate,
  tiered,
  UNNAMED_SOURCE,
} from './template.domain.ts';

/** Sichuan, Guizhou and Yunnan: electricity of households. */
export const WEST: readonly TariffTemplate[] = [
  {
    id: 'SC',
    region: '四川',
    name: '四川居民电价（不分时，月阶梯）',
    service: 'electricity',
    source: `${REGION_LIST}；${PRICE_DATA}`,
    readOn: PRICE_DATA_READ,
    confidence: 'low',
    note: '2026 年 7 月起 7–9 月一档至 260 度，二档上限没有查到：这三个月须自行加一个季节。夜间 23:00–07:00 的低谷价没有写入。合表 0.5464。',
    document: electricity({ cycle: 'month', scheme: tiered(['180', '280'], ['0.5224', '0.6224', '0.8224']) }),
  },
  {
    id: 'GUIZHOU',
    region: '贵州',
    name: '贵州居民电价（12 月起的年阶梯）',
    service: 'electricity',
    source: UNNAMED_SOURCE,
    readOn: null,
    confidence: 'medium',
    note: '居民不分时。合表 0.4820。',
    document: electricity({
      cycle: 'year',
      yearStart: 12,
      scheme: tiered(['3000', '4700'], ['0.4556', '0.5056', '0.7556']),
    }),
  },
  {
    id: 'YN',
    region: '云南',
    name: '云南居民电价（12–4 月阶梯，5–11 月单一价）',
    service: 'electricity',
    source: UNNAMED_SOURCE,
    readOn: null,
    confidence: 'recalled',
    note: '各档上限没有来源。居民不分时。合表 0.483625。',
    document: electricity({
      cycle: 'month',
      scheme: tiered(['170', '260'], ['0.423625', '0.473625', '0.773625']),
      seasons: [{ months: [5, 6, 7, 8, 9, 10, 11], scheme: { kind: 'flat', price: '0.423625' } }],
    }),
  },
];
