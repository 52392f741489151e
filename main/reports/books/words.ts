import { ENTRY_KINDS_ZH } from '../../modules/ledger/entry-kinds.domain.ts';
import type { PaperLang } from '../print/paper.ts';

export interface BookWords {
  readonly statement: string;
  readonly trialBalance: string;
  readonly journal: string;
  readonly span: (from: string | null, to: string | null) => string;
  readonly customer: string;
  readonly account: string;
  readonly address: string;
  readonly date: string;
  readonly entryNo: string;
  readonly kind: string;
  readonly kinds: Readonly<Record<string, string>>;
  readonly memo: string;
  readonly charged: string;
  readonly settled: string;
  readonly receivable: string;
  readonly creditChange: string;
  readonly credit: string;
  readonly opening: string;
  readonly closing: string;
  readonly code: string;
  readonly name: string;
  readonly debit: string;
  readonly creditSide: string;
  readonly openingDebit: string;
  readonly openingCredit: string;
  readonly closingDebit: string;
  readonly closingCredit: string;
  readonly by: string;
  readonly whose: string;
  readonly balanced: string;
  readonly unbalanced: string;
  readonly none: string;
  readonly signatures: readonly string[];
}

const zh: BookWords = {
  statement: '往来明细账',
  trialBalance: '试算平衡表',
  journal: '日记账',
  span: (from, to) => (from === null && to === null ? '全部日期' : `${from ?? '建账'} 至 ${to ?? '今日'}`),
  customer: '户主',
  account: '户号',
  address: '地址',
  date: '日期',
  entryNo: '凭证号',
  kind: '业务',
  kinds: ENTRY_KINDS_ZH,
  memo: '摘要',
  charged: '应收（元）',
  settled: '收回（元）',
  receivable: '欠费余额（元）',
  creditChange: '预存增减（元）',
  credit: '预存余额（元）',
  opening: '期初余额',
  closing: '期末余额',
  code: '科目代码',
  name: '科目名称',
  debit: '借方（元）',
  creditSide: '贷方（元）',
  openingDebit: '期初借方',
  openingCredit: '期初贷方',
  closingDebit: '期末借方',
  closingCredit: '期末贷方',
  by: '经手人',
  whose: '户号 / 户主',
  balanced: '借贷平衡',
  unbalanced: '借贷不平，请立即核对账目',
  none: '这段日期没有凭证',
  signatures: ['制表', '复核'],
};

const en: BookWords = {
  statement: 'Account statement',
  trialBalance: 'Trial balance',
  journal: 'Journal',
  span: (from, to) => (from === null && to === null ? 'All dates' : `${from ?? 'start'} to ${to ?? 'today'}`),
  customer: 'Customer',
  account: 'Account',
  address: 'Address',
  date: 'Date',
  entryNo: 'Entry',
  kind: 'Kind',
  kinds: {
    bill: 'Bill',
    payment: 'Payment',
    reversal: 'Reversal',
    correction: 'Bill correction',
    cancellation: 'Run cancelled',
    adjustment: 'Discount or write-off',
    refund: 'Refund',
    'auto-pay': 'Paid from credit',
    deposit: 'Deposit taken',
    'deposit-return': 'Deposit returned',
    settlement: 'Settled to bank',
    'meter-fault': 'Meter error refund',
  },
  memo: 'Memo',
  charged: 'Charged (CNY)',
  settled: 'Settled (CNY)',
  receivable: 'Owed (CNY)',
  creditChange: 'Credit change (CNY)',
  credit: 'Credit held (CNY)',
  opening: 'Opening balance',
  closing: 'Closing balance',
  code: 'Code',
  name: 'Ledger account',
  debit: 'Debit (CNY)',
  creditSide: 'Credit (CNY)',
  openingDebit: 'Opening debit',
  openingCredit: 'Opening credit',
  closingDebit: 'Closing debit',
  closingCredit: 'Closing credit',
  by: 'By',
  whose: 'Account / customer',
  balanced: 'Debits equal credits',
  unbalanced: 'Debits and credits differ: check the book now',
  none: 'No entries in this span',
  signatures: ['Prepared by', 'Checked by'],
};

export function bookWords(lang: PaperLang): BookWords {
  return lang === 'en' ? en : zh;
}
