import type { PaperLang } from '../print/paper.ts';

export interface RefundWords {
  readonly title: string;
  readonly no: string;
  readonly customer: string;
  readonly account: string;
  readonly door: string;
  readonly time: string;
  readonly way: string;
  readonly original: (method: string, receiptNo: string) => string;
  readonly payee: string;
  readonly reference: string;
  readonly reason: string;
  readonly cashier: string;
  readonly amount: string;
  readonly creditBefore: string;
  readonly creditAfter: string;
  readonly statement: (payee: string) => string;
  readonly payeeSigns: string;
  readonly signatures: (cashier: string) => readonly string[];
  readonly voided: string;
  readonly voidNote: (on: string, by: string, reason: string) => string;
  readonly reprint: (n: number) => string;
}

const zh: RefundWords = {
  title: '退款单',
  no: '退款单号',
  customer: '户名',
  account: '户号',
  door: '门牌',
  time: '退款时间',
  way: '退款方式',
  original: (method, receiptNo) => `原路退回（${method}，收据 ${receiptNo}）`,
  payee: '领款人',
  reference: '凭证号',
  reason: '退款原因',
  cashier: '经办人',
  amount: '退款金额',
  creditBefore: '退款前余额',
  creditAfter: '退款后余额',
  statement: (payee) => `${payee} 已收到上述退款，核对无误。`,
  payeeSigns: '领款人签字',
  signatures: (cashier) => ['领款人签字', `经办人：${cashier}`, '审批人签字'],
  voided: '作废',
  voidNote: (on, by, reason) => `本退款单已于 ${on} 由 ${by} 红冲作废，原因：${reason}`,
  reprint: (n) => `补打 第${n}次`,
};

const en: RefundWords = {
  title: 'Refund slip',
  no: 'No.',
  customer: 'Customer',
  account: 'Account',
  door: 'Door',
  time: 'Refunded at',
  way: 'Method',
  original: (method, receiptNo) => `Back the way it came (${method}, receipt ${receiptNo})`,
  payee: 'Paid to',
  reference: 'Reference',
  reason: 'Reason',
  cashier: 'Handled by',
  amount: 'Refunded',
  creditBefore: 'Credit before',
  creditAfter: 'Credit after',
  statement: (payee) => `${payee} has received the amount above.`,
  payeeSigns: 'Signature of the payee',
  signatures: (cashier) => ['Signature of the payee', `Handled by: ${cashier}`, 'Approved by'],
  voided: 'VOID',
  voidNote: (on, by, reason) => `Reversed on ${on} by ${by}. Reason: ${reason}`,
  reprint: (n) => `REPRINT ${n}`,
};

export function refundWords(lang: PaperLang): RefundWords {
  return lang === 'en' ? en : zh;
}
