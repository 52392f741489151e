/** What each kind of entry is called in Chinese, on paper and in the accountant's file. */
export const ENTRY_KINDS_ZH: Readonly<Record<string, string>> = {
  bill: '开账',
  payment: '收款',
  reversal: '红冲',
  correction: '账单更正',
  cancellation: '取消开账',
  adjustment: '减免核销',
  refund: '退款',
  'auto-pay': '余额抵扣',
  deposit: '收押金',
  'deposit-return': '退押金',
  settlement: '到账清算',
  'meter-fault': '计量差错退补',
};
