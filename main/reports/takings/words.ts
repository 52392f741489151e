import type { PaperLang } from '../print/paper.ts';

export interface TakingsWords {
  readonly title: string;
  readonly byMethod: string;
  readonly byItem: string;
  readonly kept: (charge: string) => string;
  readonly byCashier: string;
  readonly columns: {
    readonly method: string;
    readonly item: string;
    readonly cashier: string;
    readonly payments: string;
    readonly taken: string;
    readonly reversals: string;
    readonly reversed: string;
    readonly refunded: string;
    readonly net: string;
  };
  readonly drawer: string;
  readonly opening: string;
  readonly cashTaken: string;
  readonly cashRefunded: string;
  readonly otherCash: string;
  readonly expected: string;
  readonly creditUsed: string;
  readonly creditKept: string;
  readonly creditRefunded: string;
  readonly refunds: string;
  readonly deposits: string;
  readonly depositColumns: { readonly taken: string; readonly returned: string; readonly net: string };
  readonly depositTaken: string;
  readonly depositReturned: string;
  readonly counted: string;
  readonly chain: string;
  readonly receipts: string;
  readonly signatures: readonly string[];
}

const zh: TakingsWords = {
  title: '收费日结单',
  byMethod: '按收款方式',
  byItem: '按收费项目',
  kept: (charge) => `预存（${charge}）`,
  byCashier: '按收费员',
  columns: {
    method: '收款方式',
    item: '项目',
    cashier: '收费员',
    payments: '笔数',
    taken: '收款（元）',
    reversals: '红冲笔数',
    reversed: '红冲（元）',
    refunded: '退款（元）',
    net: '净额（元）',
  },
  drawer: '现金',
  opening: '期初现金',
  cashTaken: '当日收现',
  cashRefunded: '当日退现',
  otherCash: '其他现金收付',
  expected: '应有现金',
  creditUsed: '使用余额',
  creditKept: '存入余额',
  creditRefunded: '退还余额',
  refunds: '退款单号',
  deposits: '押金（代管，不计入收费）',
  depositColumns: { taken: '收押金（元）', returned: '退押金（元）', net: '净额（元）' },
  depositTaken: '收押金（现金）',
  depositReturned: '退押金（现金）',
  counted: '实点现金',
  chain: '账目校验码',
  receipts: '收据号',
  signatures: ['实点现金', '收费员', '复核'],
};

const en: TakingsWords = {
  title: 'Takings of the day',
  byMethod: 'By method',
  byItem: 'By item',
  kept: (charge) => `Kept as credit (${charge})`,
  byCashier: 'By cashier',
  columns: {
    method: 'Method',
    item: 'Item',
    cashier: 'Cashier',
    payments: 'Payments',
    taken: 'Taken (CNY)',
    reversals: 'Reversals',
    reversed: 'Reversed (CNY)',
    refunded: 'Refunded (CNY)',
    net: 'Net (CNY)',
  },
  drawer: 'Cash',
  opening: 'Cash before',
  cashTaken: 'Cash taken',
  cashRefunded: 'Cash given back',
  otherCash: 'Other cash',
  expected: 'Expected in the drawer',
  creditUsed: 'Credit used',
  creditKept: 'Credit kept',
  creditRefunded: 'Credit refunded',
  refunds: 'Refunds',
  deposits: 'Deposits (held for customers, not takings)',
  depositColumns: { taken: 'Taken (CNY)', returned: 'Returned (CNY)', net: 'Net (CNY)' },
  depositTaken: 'Deposits taken (cash)',
  depositReturned: 'Deposits returned (cash)',
  counted: 'Cash counted',
  chain: 'Ledger check code',
  receipts: 'Receipts',
  signatures: ['Cash counted', 'Cashier', 'Checked by'],
};

export function takingsWords(lang: PaperLang): TakingsWords {
  return lang === 'en' ? en : zh;
}
