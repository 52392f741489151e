import { faultFactor } from '../../modules/meterwork/index.ts';
import type { PaperLang } from '../print/paper.ts';

type Method = 'equal' | 'area' | 'usage' | 'coefficient';

export interface ChargeWords {
  readonly lateFeeOf: (billNo: string, month: string, dueOn: string) => string;
  readonly columns: {
    readonly days: string;
    readonly owed: string;
    readonly count: string;
    readonly perDay: string;
    readonly amount: string;
  };
  readonly bound: (bound: 'cap' | 'floor' | null, principal: string, floor: string) => string;
  readonly less: (accrued: string, charged: string, waived: string) => string;
  readonly lateFeePolicy: string;
  readonly shared: (group: string, total: string, members: number) => string;
  readonly loss: (quantity: string, price: string) => string;
  readonly weight: (method: Method, weight: string, sum: string) => string;
  readonly extraFen: string;
  readonly meterFault: {
    readonly name: string;
    readonly found: (of: FaultFound) => string;
    readonly formula: (of: FaultFound, recorded: string, difference: string) => string;
    readonly half: string;
    readonly whole: string;
    readonly rerated: string;
    readonly columns: {
      readonly month: string;
      readonly days: string;
      readonly recorded: string;
      readonly difference: string;
      readonly before: string;
      readonly after: string;
      readonly amount: string;
    };
  };
}

interface FaultFound {
  readonly meterNo: string;
  readonly cause: 'error' | 'wiring';
  /** "-10.00" */
  readonly percent: string;
  readonly isHalf: boolean;
  readonly from: string;
  readonly to: string;
  readonly certificateNo: string;
}

const METHODS_ZH: Record<Method, string> = { equal: '户数', area: '面积', usage: '用量', coefficient: '系数' };
const METHODS_EN: Record<Method, string> = {
  equal: 'equal parts',
  area: 'area',
  usage: 'usage',
  coefficient: 'coefficient',
};

const zh: ChargeWords = {
  lateFeeOf: (billNo, month, dueOn) => `账单 ${billNo}（${month}）缴费期限 ${dueOn}，逾期按日计收违约金：`,
  columns: { days: '计费日期', owed: '欠费（元）', count: '天数', perDay: '每日', amount: '违约金（元）' },
  bound: (bound, principal, floor) =>
    bound === 'cap'
      ? `违约金以不超过本金为限：${principal} 元。`
      : bound === 'floor'
        ? `不足 ${floor} 元按 ${floor} 元计。`
        : '',
  less: (accrued, charged, waived) => `累计 ${accrued} 元，减已计收 ${charged} 元，减免 ${waived} 元。`,
  lateFeePolicy: '自缴费期限次日起算，付款当日计入；合计四舍五入到分一次。',
  shared: (group, total, members) => `${group}：本月共分摊 ${total} 元，${members} 户。`,
  loss: (quantity, price) => `分摊量 ${quantity} × 单价 ${price} 元。`,
  weight: (method, weight, sum) => `按${METHODS_ZH[method]}分摊：本户 ${weight}，合计 ${sum}。`,
  extraFen: '各户截至分后余下的分，按余数从大到小各加一分，本户加一分。',
  meterFault: {
    name: '计量差错补收',
    found: ({ meterNo, cause, percent, from, to, certificateNo }) =>
      `表 ${meterNo} 检定证书 ${certificateNo}：${cause === 'error' ? `误差 ${percent}%` : `接线错误，更正率 ${percent}%`}。退补期间 ${from} 至 ${to}（${to} 当日不计）。`,
    formula: (of, recorded, difference) => `差错量：${recorded} ${faultFactor(of)} = ${difference}。`,
    half: '差错起始时间不明，自上次检定合格之日起按差额的一半计。',
    whole: '按退补期间的全部差额计。',
    rerated: '差错量按各账单计量量的比例分摊；每张账单按开账时的价格和阶梯累计重新计价，补收为两者之差。',
    columns: {
      month: '账期',
      days: '天数',
      recorded: '计量量',
      difference: '差错量',
      before: '原金额',
      after: '应收',
      amount: '补收（元）',
    },
  },
};

const en: ChargeWords = {
  lateFeeOf: (billNo, month, dueOn) => `Bill ${billNo} (${month}) was due on ${dueOn}. Each day after it costs:`,
  columns: { days: 'Days', owed: 'Owed (CNY)', count: 'Count', perDay: 'A day', amount: 'Fee (CNY)' },
  bound: (bound, principal, floor) =>
    bound === 'cap'
      ? `A late fee is never more than the debt: CNY ${principal}.`
      : bound === 'floor'
        ? `Less than CNY ${floor} is charged as CNY ${floor}.`
        : '',
  less: (accrued, charged, waived) =>
    `CNY ${accrued} in all, less CNY ${charged} charged before, less CNY ${waived} waived.`,
  lateFeePolicy:
    'Counted from the day after the due day, the day of payment included; rounded half up to the fen once.',
  shared: (group, total, members) => `${group}: CNY ${total} shared this month by ${members} households.`,
  loss: (quantity, price) => `Shared quantity ${quantity} × CNY ${price}.`,
  weight: (method, weight, sum) => `Shared by ${METHODS_EN[method]}: ${weight} of ${sum}.`,
  extraFen: 'Of the fen left over after all shares were cut off, one each goes to the largest remainders: this is one.',
  meterFault: {
    name: 'Meter error',
    found: ({ meterNo, cause, percent, from, to, certificateNo }) =>
      `Meter ${meterNo}, test certificate ${certificateNo}: ${cause === 'error' ? `error ${percent}%` : `wrong wiring, correction ${percent}%`}. Counted from ${from} to ${to} (${to} not included).`,
    formula: (of, recorded, difference) => `Difference: ${recorded} ${faultFactor(of)} = ${difference}.`,
    half: 'Since when the meter was wrong is not known: half of the difference since it was last found right.',
    whole: 'The whole difference of these days.',
    rerated:
      'Shared by the bills in proportion to what they recorded; each is priced again as on its day, tiers counting on. The charge is what it costs more.',
    columns: {
      month: 'Month',
      days: 'Days',
      recorded: 'Recorded',
      difference: 'Missed',
      before: 'Billed',
      after: 'Right',
      amount: 'Charge (CNY)',
    },
  },
};

export function chargeWords(lang: PaperLang): ChargeWords {
  return lang === 'en' ? en : zh;
}
