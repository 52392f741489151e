import type { PaperLang } from '../print/paper.ts';

interface RehearsalWords {
  readonly title: (code: string, from: string) => string;
  readonly span: (fromMonth: string, toMonth: string) => string;
  readonly sheets: Readonly<Record<'total' | 'months' | 'buildings' | 'tiers' | 'accounts' | 'leftOut', string>>;
  readonly heads: Readonly<
    Record<
      | ('month' | 'building' | 'tier' | 'accounts' | 'bills' | 'quantity' | 'before' | 'after' | 'change' | 'percent')
      | ('winners' | 'losers' | 'unchanged' | 'door' | 'customer' | 'account' | 'winnersSum' | 'losersSum' | 'billed'),
      string
    >
  >;
  readonly noTier: string;
  readonly leftOutNote: string;
}

const zh: RehearsalWords = {
  title: (code, from) => `调价试算 ${code} ${from}`,
  span: (fromMonth, toMonth) => `${fromMonth} 至 ${toMonth}`,
  sheets: {
    total: '合计',
    months: '按账期',
    buildings: '按楼栋',
    tiers: '按阶梯',
    accounts: '逐户',
    leftOut: '未能试算',
  },
  heads: {
    month: '账期',
    building: '楼栋',
    tier: '达到的阶梯',
    accounts: '户数',
    bills: '账单数',
    quantity: '用量',
    before: '实际开账（元）',
    after: '按此价格（元）',
    change: '差额（元）',
    percent: '变化',
    winners: '少缴户数',
    losers: '多缴户数',
    unchanged: '不变户数',
    door: '门牌',
    customer: '户名',
    account: '户号',
    winnersSum: '少缴合计（元）',
    losersSum: '多缴合计（元）',
    billed: '实际开账（元）',
  },
  noTier: '不分档',
  leftOutNote: '有账单不能按此价格计算的户，不在以上各表内',
};

const en: RehearsalWords = {
  title: (code, from) => `Price rehearsal ${code} ${from}`,
  span: (fromMonth, toMonth) => `${fromMonth} to ${toMonth}`,
  sheets: {
    total: 'Total',
    months: 'By month',
    buildings: 'By building',
    tiers: 'By tier',
    accounts: 'Accounts',
    leftOut: 'Not rated',
  },
  heads: {
    month: 'Month',
    building: 'Building',
    tier: 'Tier reached',
    accounts: 'Accounts',
    bills: 'Bills',
    quantity: 'Quantity',
    before: 'Billed (yuan)',
    after: 'At this price (yuan)',
    change: 'Change (yuan)',
    percent: 'Change',
    winners: 'Pay less',
    losers: 'Pay more',
    unchanged: 'Unchanged',
    door: 'Door',
    customer: 'Customer',
    account: 'Account',
    winnersSum: 'Pay less, together (yuan)',
    losersSum: 'Pay more, together (yuan)',
    billed: 'Billed (yuan)',
  },
  noTier: 'none',
  leftOutNote: 'Accounts with a bill this price cannot rate; in none of the other sheets',
};

export function rehearsalWords(lang: PaperLang): RehearsalWords {
  return lang === 'en' ? en : zh;
}
