import type { DepositPurpose } from '../../modules/deposits/deposits.schema.ts';
import type { PaperLang } from '../print/paper.ts';

export interface DepositWords {
  readonly receipt: string;
  readonly receiptNo: string;
  readonly slip: string;
  readonly slipNo: string;
  readonly purposes: Readonly<Record<DepositPurpose, string>>;
  readonly customer: string;
  readonly account: string;
  readonly door: string;
  readonly purpose: string;
  readonly takenAt: string;
  readonly returnedAt: string;
  readonly method: string;
  readonly payee: string;
  readonly note: string;
  readonly cashier: string;
  readonly taken: string;
  readonly returned: string;
  readonly deposit: string;
  readonly heldBefore: string;
  readonly heldAfter: string;
  readonly keep: string;
  readonly statement: (payee: string) => string;
  readonly holderSigns: string;
  readonly receiptSignatures: (cashier: string) => readonly string[];
  readonly slipSignatures: (cashier: string) => readonly string[];
  readonly voided: string;
  readonly voidNote: (on: string, by: string, reason: string) => string;
  readonly reprint: (n: number) => string;
}

const zh: DepositWords = {
  receipt: '押金收据',
  receiptNo: '押金收据号',
  slip: '退押金单',
  slipNo: '退押金单号',
  purposes: { cylinder: '气瓶押金', counter: '表具押金', decoration: '装修押金', other: '其他押金' },
  customer: '户名',
  account: '户号',
  door: '门牌',
  purpose: '押金种类',
  takenAt: '收取时间',
  returnedAt: '退还时间',
  method: '方式',
  payee: '领款人',
  note: '备注',
  cashier: '经办人',
  taken: '押金金额',
  returned: '退还金额',
  deposit: '原押金',
  heldBefore: '退前押金余额',
  heldAfter: '退后押金余额',
  keep: '请妥善保管本收据，退押金时凭此收据办理。',
  statement: (payee) => `${payee} 已收到上述退还的押金，核对无误。`,
  holderSigns: '持据人签字',
  receiptSignatures: (cashier) => ['交款人签字', `经办人：${cashier}`],
  slipSignatures: (cashier) => ['持据人签字', `经办人：${cashier}`, '审批人签字'],
  voided: '作废',
  voidNote: (on, by, reason) => `本单已于 ${on} 由 ${by} 红冲作废，原因：${reason}`,
  reprint: (n) => `补打 第${n}次`,
};

const en: DepositWords = {
  receipt: 'Deposit receipt',
  receiptNo: 'Deposit receipt',
  slip: 'Deposit return slip',
  slipNo: 'No.',
  purposes: { cylinder: 'Cylinder', counter: 'Meter or card', decoration: 'Decoration works', other: 'Other' },
  customer: 'Customer',
  account: 'Account',
  door: 'Door',
  purpose: 'Deposit for',
  takenAt: 'Taken at',
  returnedAt: 'Returned at',
  method: 'Method',
  payee: 'Paid to',
  note: 'Note',
  cashier: 'Handled by',
  taken: 'Deposit',
  returned: 'Returned',
  deposit: 'Deposit taken',
  heldBefore: 'Held before',
  heldAfter: 'Held after',
  keep: 'Keep this receipt: the deposit is returned against it.',
  statement: (payee) => `${payee} has received the amount above.`,
  holderSigns: 'Signature of the holder',
  receiptSignatures: (cashier) => ['Signature of the payer', `Handled by: ${cashier}`],
  slipSignatures: (cashier) => ['Signature of the holder', `Handled by: ${cashier}`, 'Approved by'],
  voided: 'VOID',
  voidNote: (on, by, reason) => `Reversed on ${on} by ${by}. Reason: ${reason}`,
  reprint: (n) => `REPRINT ${n}`,
};

export function depositWords(lang: PaperLang): DepositWords {
  return lang === 'en' ? en : zh;
}
