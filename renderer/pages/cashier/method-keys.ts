import type { RecordedMethod } from '../../../main/modules/cashier/cashier.schema.ts';

/** Paying in advance. */
export const PREPAY_KEY = 'P';

/** One letter a method, shown beside it. ↑ and ↓ do the same under a Chinese keyboard. */
export const METHOD_KEYS: Readonly<Record<RecordedMethod, string>> = {
  cash: 'C',
  wechat: 'W',
  alipay: 'A',
  card: 'K',
  transfer: 'T',
  credit: 'Y',
};
