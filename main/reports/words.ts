import type { RecordedMethod } from '../modules/cashier/index.ts';
import type { PaperLang } from './print/paper.ts';

/** Words that several papers use. */
export interface CommonWords {
  readonly methods: Readonly<Record<RecordedMethod, string>>;
  readonly services: Readonly<Record<'electricity' | 'gas' | 'water' | 'property', string>>;
  readonly charges: Readonly<Record<'electricity' | 'gas' | 'water' | 'property', string>>;
  readonly phone: string;
  readonly printedBy: (name: string, at: string) => string;
  readonly total: string;
}

const zh: CommonWords = {
  methods: { cash: '现金', wechat: '微信', alipay: '支付宝', card: '刷卡', transfer: '转账', credit: '余额' },
  services: { electricity: '电', gas: '燃气', water: '水', property: '物业' },
  charges: { electricity: '电费', gas: '燃气费', water: '水费', property: '物业费' },
  phone: '电话',
  printedBy: (name, at) => `打印：${name}　${at}`,
  total: '合计',
};

const en: CommonWords = {
  methods: { cash: 'Cash', wechat: 'WeChat', alipay: 'Alipay', card: 'Card', transfer: 'Transfer', credit: 'Credit' },
  services: { electricity: 'Electricity', gas: 'Gas', water: 'Water', property: 'Property' },
  charges: { electricity: 'Electricity', gas: 'Gas', water: 'Water', property: 'Property fee' },
  phone: 'Phone',
  printedBy: (name, at) => `Printed by ${name}, ${at}`,
  total: 'Total',
};

export function commonWords(lang: PaperLang): CommonWords {
  return lang === 'en' ? en : zh;
}
