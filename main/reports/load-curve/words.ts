import type { LoadQuery } from '../../modules/polling/load.schema.ts';
import type { PaperLang } from '../print/paper.ts';

export interface LoadWords {
  readonly title: string;
  readonly of: Readonly<Record<LoadQuery['of']['kind'], (name: string) => string>>;
  readonly when: (row: LoadQuery['span']) => string;
  readonly energy: (unit: string) => string;
  readonly max: (unit: string) => string;
  readonly maxAt: string;
  readonly min: (unit: string) => string;
  readonly known: string;
  readonly maximum: string;
  readonly register: string;
  readonly limit: string;
  readonly total: string;
  readonly chart: (unit: string) => string;
  readonly note: string;
  readonly none: string;
  readonly at: string;
  readonly power: (unit: string) => string;
}

const zh: LoadWords = {
  title: '负荷曲线',
  of: {
    meter: (name) => `表 ${name}`,
    bus: (name) => `总线 ${name}`,
    building: (name) => `${name} 号楼`,
    station: () => '全站',
  },
  when: (span) => (span === 'day' ? '时段' : '日期'),
  energy: (unit) => `用量（${unit}）`,
  max: (unit) => `最大（${unit}）`,
  maxAt: '出现时间',
  min: (unit) => `最小（${unit}）`,
  known: '有数时段',
  maximum: '最大需量',
  register: '表内最大需量',
  limit: '需量限值',
  total: '合计用量',
  chart: (unit) => `十五分钟平均功率（${unit}），虚线为限值`,
  note: '功率为相邻两次十五分钟读数之差除以实际间隔；没有读数的时段不计，曲线在该处断开。',
  none: '这段时间没有曲线数据。',
  at: '时间',
  power: (unit) => `平均功率（${unit}）`,
};

const en: LoadWords = {
  title: 'Load curve',
  of: {
    meter: (name) => `Meter ${name}`,
    bus: (name) => `Bus ${name}`,
    building: (name) => `Building ${name}`,
    station: () => 'Whole station',
  },
  when: (span) => (span === 'day' ? 'Hour' : 'Day'),
  energy: (unit) => `Use (${unit})`,
  max: (unit) => `Highest (${unit})`,
  maxAt: 'At',
  min: (unit) => `Lowest (${unit})`,
  known: 'Quarters known',
  maximum: 'Highest demand',
  register: 'Kept by the meter',
  limit: 'Demand limit',
  total: 'Use in all',
  chart: (unit) => `Average power of a quarter of an hour (${unit}); the dashed line is the limit`,
  note: 'Power is the difference of two readings a quarter of an hour apart over the time that really passed; where readings are missing, nothing is counted and the curve is open.',
  none: 'There is no curve for this time.',
  at: 'Time',
  power: (unit) => `Average power (${unit})`,
};

export function loadWords(lang: PaperLang): LoadWords {
  return lang === 'en' ? en : zh;
}
