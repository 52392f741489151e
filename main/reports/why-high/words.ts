import type { SlipPart } from '../../modules/billing/index.ts';
import type { PaperLang } from '../print/paper.ts';

type Part = SlipPart['part'];
interface Change {
  readonly isMore: boolean;
  readonly amount: string;
}

export interface SlipWords {
  readonly title: (service: string) => string;
  readonly sides: Readonly<Record<'now' | 'last' | 'lastYear', string>>;
  readonly rows: Readonly<Record<'month' | 'period' | 'days' | 'quantity' | 'perDay' | 'meter' | 'amount', string>>;
  readonly bills: (count: number) => string;
  readonly customer: string;
  readonly account: string;
  readonly door: string;
  readonly heading: (side: string) => string;
  readonly total: (side: string, change: Change) => string;
  readonly same: (side: string) => string;
  readonly because: string;
  /** Between two sentences. */
  readonly gap: string;
  readonly difference: string;
  readonly parts: Readonly<Record<Part, string>>;
  readonly sentences: Readonly<Record<Part, (change: Change) => string>>;
  readonly otherMeter: string;
  readonly nothing: string;
  readonly how: string;
}

const SERVICES_ZH: Readonly<Record<string, string>> = { electricity: '电费', gas: '燃气费', water: '水费' };
const much = ({ isMore, amount }: Change) => `${isMore ? '多' : '少'} ${amount} 元`;

const zh: SlipWords = {
  title: (service) => `${SERVICES_ZH[service] ?? '费用'}高了为什么`,
  sides: { now: '本月', last: '上期', lastYear: '去年同月' },
  rows: {
    month: '账期',
    period: '用量起止',
    days: '天数',
    quantity: '用量',
    perDay: '每天用量',
    meter: '表号',
    amount: '金额（元）',
  },
  bills: (count) => `${count} 张账单合计`,
  customer: '户名',
  account: '户号',
  door: '门牌',
  heading: (side) => `与${side}比（元）`,
  total: (side, change) => `本月比${side}${much(change)}：`,
  same: (side) => `本月与${side}金额相同。`,
  because: '原因',
  gap: '',
  difference: '合计差额',
  parts: {
    days: '计费天数',
    use: '每天用量',
    meter: '表的倍率',
    tier: '阶梯',
    time: '用电时段',
    price: '价格调整',
    fixed: '固定费用与舍入',
  },
  sentences: {
    days: (c) => `计费天数${c.isMore ? '多' : '少'}了，${much(c)}。`,
    use: (c) => `每天用得${c.isMore ? '多' : '少'}了，${much(c)}。`,
    meter: (c) => `表的倍率变了，${much(c)}。`,
    tier: (c) => `${c.isMore ? '更多' : '更少'}用量落在高阶梯，${much(c)}。`,
    time: (c) => `用在${c.isMore ? '高' : '低'}价时段的比例大了，${much(c)}。`,
    price: (c) => `价格${c.isMore ? '上调' : '下调'}，${much(c)}。`,
    fixed: (c) => `固定费用、最低收费、税和舍入，${much(c)}。`,
  },
  otherMeter: '两次账单之间换过表，用量已按各表读数计算。',
  nothing: '没有可以对比的账单。',
  how: '先按原平均价算用量的变化，再按原价算阶梯和时段的变化，其余是价格的变化；各项相加等于差额。',
};

const money = ({ isMore, amount }: Change) => `${amount} yuan ${isMore ? 'more' : 'less'}`;

const en: SlipWords = {
  title: () => 'Why is the bill so high',
  sides: { now: 'This month', last: 'Last period', lastYear: 'Same month last year' },
  rows: {
    month: 'Month',
    period: 'Period',
    days: 'Days',
    quantity: 'Quantity',
    perDay: 'A day',
    meter: 'Meter',
    amount: 'Yuan',
  },
  bills: (count) => `${count} bills together`,
  customer: 'Customer',
  account: 'Account no.',
  door: 'Door',
  heading: (side) => `Against ${side.toLowerCase()} (yuan)`,
  total: (side, change) => `This month costs ${money(change)} than the ${side.toLowerCase()}.`,
  same: (side) => `This month costs the same as the ${side.toLowerCase()}.`,
  because: 'Reason',
  gap: ' ',
  difference: 'Difference',
  parts: {
    days: 'Days billed',
    use: 'Use a day',
    meter: 'Multiplier of the meter',
    tier: 'Tiers',
    time: 'Time of use',
    price: 'Price change',
    fixed: 'Fixed and rounding',
  },
  sentences: {
    days: (c) => `${c.isMore ? 'More' : 'Fewer'} days were billed: ${money(c)}.`,
    use: (c) => `${c.isMore ? 'More' : 'Less'} was used a day: ${money(c)}.`,
    meter: (c) => `The multiplier of the meter changed: ${money(c)}.`,
    tier: (c) => `${c.isMore ? 'More' : 'Less'} of the use fell into higher tiers: ${money(c)}.`,
    time: (c) => `A larger part was used at times with a ${c.isMore ? 'higher' : 'lower'} price: ${money(c)}.`,
    price: (c) => `Prices went ${c.isMore ? 'up' : 'down'}: ${money(c)}.`,
    fixed: (c) => `Fixed charges, minimum, tax and rounding: ${money(c)}.`,
  },
  otherMeter: 'The meter was replaced in between; each meter counts by its own readings.',
  nothing: 'There is no bill to compare with.',
  how: 'Use at the old average price, then tiers and times at old prices, then the new prices: the parts sum up.',
};

export function slipWords(lang: PaperLang): SlipWords {
  return lang === 'en' ? en : zh;
}
