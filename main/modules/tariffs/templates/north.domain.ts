import {
  electricity,
  PRICE_DATA,
  PRICE_DATA_READ,
  REGION_LIST,
  type TariffTemplate,
  tiered,
} from './template.domain.ts';

/** Beijing: electricity of households. */
export const NORTH: readonly TariffTemplate[] = [
  {
    id: 'BJ',
    region: '北京',
    name: '北京居民电价（月阶梯，不满 1 千伏）',
    service: 'electricity',
    source: `${PRICE_DATA}；${REGION_LIST}`,
    readOn: PRICE_DATA_READ,
    confidence: 'low',
    note: '价格有两处来源；周期来源冲突：按月 240/400，或按年 2880/4800。采暖试点的峰谷价没有写入。',
    document: electricity({ cycle: 'month', scheme: tiered(['240', '400'], ['0.4883', '0.5383', '0.7883']) }),
  },
];
