import type { DueCylinder, Filling } from '../../modules/cylinders/index.ts';
import type { PaperLang } from '../print/paper.ts';

export interface FillingWords {
  readonly dayTitle: string;
  readonly dueTitle: string;
  readonly columns: {
    readonly time: string;
    readonly code: string;
    readonly type: string;
    readonly tare: string;
    readonly gross: string;
    readonly net: string;
    readonly outcome: string;
    readonly by: string;
    readonly good: string;
    readonly over: string;
    readonly under: string;
    readonly goodNet: string;
    readonly reason: string;
    readonly serial: string;
    readonly what: string;
    readonly on: string;
    readonly days: string;
  };
  readonly outcomes: Readonly<Record<Filling['outcome'], string>>;
  readonly kinds: Readonly<Record<DueCylinder['kind'], string>>;
  readonly reasons: Readonly<Record<string, string>>;
  readonly byHand: string;
  readonly summary: string;
  readonly records: string;
  readonly refusals: string;
  readonly none: string;
  readonly noneDue: string;
  readonly signatures: readonly string[];
}

const zh: FillingWords = {
  dayTitle: '气瓶充装记录',
  dueTitle: '气瓶到期清单',
  columns: {
    time: '时间',
    code: '气瓶编号',
    type: '型号',
    tare: '皮重（kg）',
    gross: '毛重（kg）',
    net: '净重（kg）',
    outcome: '结果',
    by: '操作人',
    good: '合格（瓶）',
    over: '超装（次）',
    under: '欠装（次）',
    goodNet: '合格净重（kg）',
    reason: '拒充原因',
    serial: '钢瓶号',
    what: '事项',
    on: '日期',
    days: '剩余天数',
  },
  outcomes: { good: '合格', 'over-fill': '超装', 'under-fill': '欠装' },
  kinds: {
    'inspection-overdue': '检验超期',
    'scrap-reached': '到报废年限',
    'refill-unfinished': '待复秤',
    'inspection-due': '检验将到期',
    'scrap-due': '将到报废年限',
  },
  reasons: {
    'cylinder.unknown': '未登记',
    'cylinder.scrapped': '已报废',
    'cylinder.foreign': '非自有',
    'cylinder.scrap-reached': '到报废年限',
    'cylinder.inspection-overdue': '检验超期',
    'filling.check-failed': '充装前检查不合格',
  },
  byHand: '手工',
  summary: '分型号汇总',
  records: '充装明细',
  refusals: '拒充记录',
  none: '当日没有充装记录。',
  noneDue: '没有到期的气瓶。',
  signatures: ['充装人', '检查人', '负责人'],
};

const en: FillingWords = {
  dayTitle: 'Cylinder filling record',
  dueTitle: 'Cylinders due',
  columns: {
    time: 'Time',
    code: 'Cylinder',
    type: 'Type',
    tare: 'Tare (kg)',
    gross: 'Gross (kg)',
    net: 'Net (kg)',
    outcome: 'Outcome',
    by: 'By',
    good: 'Good',
    over: 'Over-filled',
    under: 'Under-filled',
    goodNet: 'Good net (kg)',
    reason: 'Refused because',
    serial: 'Serial no.',
    what: 'What',
    on: 'Date',
    days: 'Days left',
  },
  outcomes: { good: 'Good', 'over-fill': 'Over-filled', 'under-fill': 'Under-filled' },
  kinds: {
    'inspection-overdue': 'Inspection overdue',
    'scrap-reached': 'End of life reached',
    'refill-unfinished': 'To be re-weighed',
    'inspection-due': 'Inspection due',
    'scrap-due': 'End of life near',
  },
  reasons: {
    'cylinder.unknown': 'Not registered',
    'cylinder.scrapped': 'Scrapped',
    'cylinder.foreign': 'Other owner',
    'cylinder.scrap-reached': 'End of life reached',
    'cylinder.inspection-overdue': 'Inspection overdue',
    'filling.check-failed': 'Failed the check before filling',
  },
  byHand: 'by hand',
  summary: 'By type',
  records: 'Fillings',
  refusals: 'Refused',
  none: 'Nothing was filled on this day.',
  noneDue: 'No cylinder is due.',
  signatures: ['Filler', 'Checker', 'Manager'],
};

export function fillingWords(lang: PaperLang): FillingWords {
  return lang === 'en' ? en : zh;
}
