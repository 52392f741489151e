import { gas, type TariffTemplate, tiered } from './template.domain.ts';

/** Piped gas of households. Shenzhen is not among them: its prices were found, its limits were not. */
export const GAS: readonly TariffTemplate[] = [
  {
    id: 'SH-GAS',
    region: '上海',
    name: '上海居民管道气价（年阶梯）',
    service: 'gas',
    source: 'cqjingtai.com/post/165215.html；一张两月账单（GitHub 文件 15975683687）',
    readOn: null,
    confidence: 'recalled',
    note: '一档上限 310 和单价 3.00 由账单证实；二档上限只有一处来源；二、三档单价没有来源。',
    document: gas({ cycle: 'year', scheme: tiered(['310', '520'], ['3.00', '3.30', '4.20']) }),
  },
  {
    id: 'KM-GAS',
    region: '昆明',
    name: '昆明居民管道气价（年阶梯）',
    service: 'gas',
    source: 'GitHub 文件 56924005076 的示例数据',
    readOn: null,
    confidence: 'low',
    note: '出自示例数据，不是价格文件。',
    document: gas({ cycle: 'year', scheme: tiered(['360', '540'], ['2.98', '3.58', '4.47']) }),
  },
  {
    id: 'HZ-GAS',
    region: '杭州',
    name: '杭州居民管道气价（年阶梯）',
    service: 'gas',
    source: '网上指南（未注明）',
    readOn: null,
    confidence: 'low',
    note: '很可能已过时。',
    document: gas({ cycle: 'year', scheme: tiered(['480', '960'], ['2.40', '2.88', '3.60']) }),
  },
  {
    id: 'BJ-GAS',
    region: '北京',
    name: '北京居民管道气价（年阶梯，含自采暖）',
    service: 'gas',
    source: '没有来源',
    readOn: null,
    confidence: 'recalled',
    note: '全部数字凭记忆，没有任何来源证实。',
    document: gas({
      cycle: 'year',
      scheme: {
        kind: 'tiered',
        heating: ['1500', '2500'],
        tiers: [
          { upTo: '350', price: '2.61' },
          { upTo: '500', price: '2.83' },
          { upTo: null, price: '4.23' },
        ],
      },
    }),
  },
];
