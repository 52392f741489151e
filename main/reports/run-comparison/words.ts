import type { PaperLang } from '../print/paper.ts';

interface ComparisonWords {
  readonly title: (charge: string, month: string) => string;
  readonly buildings: string;
  readonly movers: string;
  readonly building: string;
  readonly accounts: string;
  readonly side: Readonly<Record<'now' | 'last' | 'lastYear', string>>;
  readonly bills: (side: string) => string;
  readonly quantity: (side: string, unit: string) => string;
  readonly amount: (side: string) => string;
  readonly change: string;
  readonly percent: string;
  readonly account: string;
  readonly customer: string;
  readonly door: string;
  readonly lastMonth: string;
  readonly rule: (against: string, percent: number, yuan: string) => string;
  readonly complete: (yuan: string) => string;
  readonly total: string;
}

const zh: ComparisonWords = {
  title: (charge, month) => `${charge}开账对比 ${month}`,
  buildings: '按楼栋',
  movers: '变化大的户',
  building: '楼栋',
  accounts: '户数',
  side: { now: '本期', last: '上期', lastYear: '去年同月' },
  bills: (side) => `${side}张数`,
  quantity: (side, unit) => `${side}用量（${unit}）`,
  amount: (side) => `${side}金额（元）`,
  change: '差额（元）',
  percent: '变化',
  account: '户号',
  customer: '户名',
  door: '门牌',
  lastMonth: '上期账期',
  rule: (against, percent, yuan) => `与${against}相差超过 ${percent}% 且超过 ${yuan} 元`,
  complete: (yuan) => `差额不超过 ${yuan} 元的户可能没有列全`,
  total: '合计',
};

const en: ComparisonWords = {
  title: (charge, month) => `${charge}: billing of ${month} compared`,
  buildings: 'By building',
  movers: 'Large changes',
  building: 'Building',
  accounts: 'Accounts',
  side: { now: 'This period', last: 'Last period', lastYear: 'Same month last year' },
  bills: (side) => `${side}: bills`,
  quantity: (side, unit) => `${side}: quantity (${unit})`,
  amount: (side) => `${side}: amount (yuan)`,
  change: 'Change (yuan)',
  percent: 'Change',
  account: 'Account no.',
  customer: 'Customer',
  door: 'Door',
  lastMonth: 'Last period',
  rule: (against, percent, yuan) => `More than ${percent}% and more than ${yuan} yuan away from: ${against}`,
  complete: (yuan) => `Accounts that differ by ${yuan} yuan or less may be missing`,
  total: 'Total',
};

export function comparisonWords(lang: PaperLang): ComparisonWords {
  return lang === 'en' ? en : zh;
}
