import type { RecordedMethod } from '../modules/cashier/index.ts';
import type { PaperLang } from './print/paper.ts';

/** Words that several papers use. */
export interface CommonWords {
  readonly methods: Readonly<Record<RecordedMethod, string>>;
  readonly services: Readonly<Record<'electricity' | 'gas' | 'water' | 'property', string>>;
  readonly charges: Readonly<Record<'electricity' | 'gas' | 'water' | 'property', string>>;
  /** What a bill is for, where that is not the service itself. */
  readonly kinds: Readonly<Record<'late-fee' | 'shared' | 'other', string>>;
  readonly phone: string;
  readonly printedBy: (name: string, at: string) => string;
  readonly total: string;
}

const zh: CommonWords = {
  methods: { cash: '现金', wechat: '微信', alipay: '支付宝', card: '刷卡', transfer: '转账', credit: '余额' },
  services: { electricity: '电', gas: '燃气', water: '水', property: '物业' },
  charges: { electricity: '电费', gas: '燃气费', water: '水费', property: '物业费' },
  kinds: { 'late-fee': '违约金', shared: '公摊费', other: '其他费用' },
  phone: '电话',
  printedBy: (name, at) => `打印：${name}　${at}`,
  total: '合计',
};

const en: CommonWords = {
  methods: { cash: 'Cash', wechat: 'WeChat', alipay: 'Alipay', card: 'Card', transfer: 'Transfer', credit: 'Credit' },
  services: { electricity: 'Electricity', gas: 'Gas', water: 'Water', property: 'Property' },
  charges: { electricity: 'Electricity', gas: 'Gas', water: 'Water', property: 'Property fee' },
  kinds: { 'late-fee': 'Late fee', shared: 'Shared consumption', other: 'Other charge' },
  phone: 'Phone',
  printedBy: (name, at) => `Printed by ${name}, ${at}`,
  total: 'Total',
};

export function commonWords(lang: PaperLang): CommonWords {
  return lang === 'en' ? en : zh;
}

/** "电费", "违约金（电费）": what a bill of a service is for. */
export function chargeName(
  of: { kind: keyof CommonWords['kinds'] | 'usage'; service: string },
  lang: PaperLang,
): string {
  const words = commonWords(lang);
  const charge = words.charges[of.service as keyof CommonWords['charges']];
  if (of.kind === 'usage') return charge;
  return lang === 'en' ? `${words.kinds[of.kind]} (${charge})` : `${words.kinds[of.kind]}（${charge}）`;
}
