import type { TariffDocumentInput } from '../document.schema.ts';
import {
  electricity,
  PRICE_DATA,
  PRICE_DATA_READ,
  REGION_LIST,
  type TariffTemplate,
  tiered,
} from './template.domain.ts';

const SUMMER = [5, 6, 7, 8, 9, 10];
const NO_SIZES = '多人口家庭一档每月加 100 度，二档是否同移说法不一，没有写入。';

/** Guangdong's limits: higher ones from May to October. */
function guangdong(prices: readonly string[]): TariffDocumentInput {
  return electricity({
    cycle: 'month',
    scheme: tiered(['200', '400'], prices),
    seasons: [{ months: SUMMER, scheme: tiered(['260', '600'], prices) }],
  });
}

/** Guangdong and Guangxi: electricity of households. */
export const SOUTH: readonly TariffTemplate[] = [
  {
    id: 'GZ',
    region: '广州',
    name: '广州居民电价（夏季与其他季节，月阶梯）',
    service: 'electricity',
    source: 'GitHub 文件 71495738365；粤价〔2012〕135 号',
    readOn: null,
    confidence: 'high',
    note: `分时价各来源为估算，没有写入。${NO_SIZES}`,
    document: guangdong(['0.589', '0.639', '0.889']),
  },
  {
    id: 'GD',
    region: '广东',
    name: '广东居民电价（八位小数基准价，月阶梯）',
    service: 'electricity',
    source: PRICE_DATA,
    readOn: PRICE_DATA_READ,
    confidence: 'medium',
    note: NO_SIZES,
    document: guangdong(['0.58886875', '0.63886875', '0.88886875']),
  },
  {
    id: 'SZ',
    region: '深圳',
    name: '深圳居民电价（夏季与其他季节，月阶梯）',
    service: 'electricity',
    source: 'GitHub 文件 68365265247',
    readOn: null,
    confidence: 'medium',
    note: `合表 0.69987。另一份表的 0.6542 不含政府性基金。${NO_SIZES}`,
    document: guangdong(['0.66287', '0.71287', '0.96287']),
  },
  {
    id: 'GX',
    region: '广西',
    name: '广西居民电价（年阶梯）',
    service: 'electricity',
    source: `${REGION_LIST}；桂发改价格〔2021〕16 号`,
    readOn: null,
    confidence: 'medium',
    note: '合表 0.5491。',
    document: electricity({ cycle: 'year', scheme: tiered(['3120', '4440'], ['0.5283', '0.5783', '0.8283']) }),
  },
];
