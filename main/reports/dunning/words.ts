import type { PaperLang } from '../print/paper.ts';

export type NoticeKind = 'demand' | 'notice';

export interface DunningWords {
  readonly titles: Readonly<Record<NoticeKind, string>>;
  readonly to: (name: string) => string;
  readonly fields: Readonly<Record<'no' | 'account' | 'door' | 'address' | 'meter' | 'date', string>>;
  readonly opening: (charge: string, bills: number, oldest: string, days: number) => string;
  readonly columns: readonly [string, string, string, string, string];
  readonly total: string;
  readonly owed: string;
  readonly lateFee: string;
  readonly pay: (station: string, address: string, phone: string) => string;
  readonly demandHeading: string;
  readonly demand: (supply: string) => string;
  readonly noticeHeading: string;
  readonly notice: (of: { days: number; supply: string; from: string; to: string; cited: string }) => string;
  readonly help: string;
  readonly served: string;
  readonly hows: string;
  readonly signatures: readonly string[];
  readonly copies: string;
}

const zh: DunningWords = {
  titles: { demand: '欠费催缴单', notice: '欠费停供通知书' },
  to: (name) => `${name}：`,
  fields: { no: '编号', account: '户号', door: '房号', address: '地址', meter: '表号', date: '日期' },
  opening: (charge, bills, oldest, days) =>
    `您户的${charge}有 ${bills} 张账单已过缴费期限，最早一张的期限为 ${oldest}，至今已逾期 ${days} 天，明细如下：`,
  columns: ['账单号', '月份', '缴费期限', '账单金额（元）', '未缴金额（元）'],
  total: '合计',
  owed: '应缴欠费',
  lateFee: '违约金按价格方案自逾期之日起另计，以缴费当日计算的金额为准，未包含在上表中。',
  pay: (station, address, phone) =>
    `缴费地点：${station}${address ? `（${address}）` : ''}，现金、微信、支付宝、银行卡均可。${phone ? `咨询电话：${phone}。` : ''}已经缴纳的，请忽略本通知。`,
  demandHeading: '催缴说明',
  demand: (supply) =>
    `请收到本单后尽快缴清。逾期超过法定期限、经催交仍未缴纳的，本站将依照有关规定书面通知后停止${supply}。`,
  noticeHeading: '停供通知',
  notice: ({ days, supply, from, to, cited }) =>
    `经催交，上述欠费仍未缴纳。自本通知书送达之日起满 ${days} 日仍未缴清的，本站将依据${cited}，在此后的 ${from}—${to} 之间停止${supply}，停止前再次通知；节假日和夜间不停。缴清后在规定时限内恢复。`,
  help: '对欠费有异议、生活有困难需要分期，或者家中有依赖供应维持生命的医疗设备的，请在期限内与本站联系并提供证明。',
  served: '送达记录',
  hows: '□ 当面送交　□ 挂号邮寄　□ 张贴（拍照）　□ 其他',
  signatures: ['送达人', '签收人', '送达日期'],
  copies: '本通知书一式两份：用户、供应单位各执一份。',
};

const en: DunningWords = {
  titles: { demand: 'Demand for payment', notice: 'Notice of suspension' },
  to: (name) => `To ${name}`,
  fields: { no: 'No.', account: 'Account', door: 'Door', address: 'Address', meter: 'Meter', date: 'Date' },
  opening: (charge, bills, oldest, days) =>
    `${charge}: ${bills} bill(s) are past the due day, the oldest of them since ${oldest}, ${days} days ago.`,
  columns: ['Bill', 'Month', 'Due day', 'Amount (yuan)', 'Unpaid (yuan)'],
  total: 'Total',
  owed: 'To be paid',
  lateFee: 'Late fees under the tariff run from the due day, are worked out on the day of payment and come on top.',
  pay: (station, address, phone) =>
    `Where to pay: ${station}${address ? ` (${address})` : ''}; cash, WeChat, Alipay or card.${phone ? ` Questions: ${phone}.` : ''} Ignore this paper if it was paid.`,
  demandHeading: 'What follows',
  demand: (supply) =>
    `Please pay as soon as this reaches you. Where the debt stays unpaid beyond the legal term, ${supply} may be stopped after written notice.`,
  noticeHeading: 'Suspension',
  notice: ({ days, supply, from, to, cited }) =>
    `The debt above is still unpaid after it was demanded. If it is not paid in full within ${days} full days of the service of this notice, ${supply} will be stopped under ${cited} between ${from} and ${to}, after one more call; never at night or on a holiday. It is restored within the legal term once everything is paid.`,
  help: 'If you dispute the debt, need to pay in parts, or depend on the supply for medical equipment at home, tell the station in time and bring evidence.',
  served: 'Record of service',
  hows: '□ handed over　□ registered mail　□ posted at the door (photo)　□ other',
  signatures: ['Served by', 'Received by', 'Date'],
  copies: 'In two copies: one for the household, one for the supplier.',
};

export function dunningWords(lang: PaperLang): DunningWords {
  return lang === 'en' ? en : zh;
}

const SUPPLIES = {
  'zh-CN': { electricity: '供电', gas: '供气', water: '供水', property: '服务' },
  en: {
    electricity: 'the supply of electricity',
    gas: 'the supply of gas',
    water: 'the supply of water',
    property: 'the service',
  },
} as const;

export function supplyWord(lang: PaperLang, service: 'electricity' | 'gas' | 'water' | 'property'): string {
  return SUPPLIES[lang][service];
}
