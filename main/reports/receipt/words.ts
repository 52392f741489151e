import type { PaperLang } from '../print/paper.ts';

export interface ReceiptWords {
  readonly title: string;
  readonly no: string;
  readonly customer: string;
  readonly doors: string;
  readonly time: string;
  readonly method: string;
  readonly reference: string;
  readonly columns: {
    readonly account: string;
    readonly door: string;
    readonly item: string;
    readonly month: string;
    readonly billNo: string;
    readonly amount: string;
    readonly left: string;
  };
  readonly keptAsCredit: string;
  readonly received: string;
  readonly settled: string;
  readonly tendered: string;
  readonly change: string;
  readonly creditUsed: string;
  readonly creditBefore: string;
  readonly creditAfter: string;
  readonly cashier: string;
  readonly seal: string;
  readonly keepNote: string;
  readonly voided: string;
  readonly voidNote: (on: string, by: string, reason: string) => string;
  readonly reprint: (n: number) => string;
}

const zh: ReceiptWords = {
  title: '收费收据',
  no: '收据号',
  customer: '户名',
  doors: '门牌',
  time: '收费时间',
  method: '收款方式',
  reference: '凭证号',
  columns: {
    account: '户号',
    door: '门牌',
    item: '项目',
    month: '账期',
    billNo: '账单号',
    amount: '金额（元）',
    left: '尚欠（元）',
  },
  keptAsCredit: '预存',
  received: '实收金额',
  settled: '冲抵金额',
  tendered: '收现',
  change: '找零',
  creditUsed: '使用余额',
  creditBefore: '收费前余额',
  creditAfter: '收费后余额',
  cashier: '收款人',
  seal: '收款单位（盖章）',
  keepNote: '请妥善保管，凭此收据核对账目。',
  voided: '作废',
  voidNote: (on, by, reason) => `本收据已于 ${on} 由 ${by} 红冲作废，原因：${reason}`,
  reprint: (n) => `补打 第${n}次`,
};

const en: ReceiptWords = {
  title: 'Receipt',
  no: 'No.',
  customer: 'Customer',
  doors: 'Door',
  time: 'Paid at',
  method: 'Method',
  reference: 'Reference',
  columns: {
    account: 'Account',
    door: 'Door',
    item: 'For',
    month: 'Month',
    billNo: 'Bill',
    amount: 'Amount (CNY)',
    left: 'Still owed (CNY)',
  },
  keptAsCredit: 'Kept as credit',
  received: 'Received',
  settled: 'Settled',
  tendered: 'Tendered',
  change: 'Change',
  creditUsed: 'Credit used',
  creditBefore: 'Credit before',
  creditAfter: 'Credit after',
  cashier: 'Cashier',
  seal: 'Received by (seal)',
  keepNote: 'Keep this receipt to check the account.',
  voided: 'VOID',
  voidNote: (on, by, reason) => `Reversed on ${on} by ${by}. Reason: ${reason}`,
  reprint: (n) => `REPRINT ${n}`,
};

export function receiptWords(lang: PaperLang): ReceiptWords {
  return lang === 'en' ? en : zh;
}
