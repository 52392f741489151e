import type { ShareProof } from '../../modules/sharing/index.ts';
import type { PaperLang } from '../print/paper.ts';

type Method = ShareProof['method'];
type DoubtKind = ShareProof['doubts'][number]['kind'];

export interface ProofWords {
  readonly title: string;
  readonly month: (month: string) => string;
  readonly reversed: string;
  readonly whatHeading: string;
  readonly howHeading: string;
  readonly sharesHeading: (members: number) => string;
  readonly doubtsHeading: string;
  readonly fields: Readonly<
    Record<'service' | 'meter' | 'previous' | 'present' | 'multiplier' | 'master' | 'sub' | 'loss' | 'price', string>
  >;
  readonly ofMaster: (percent: string) => string;
  readonly price: (price: string, unit: string) => string;
  readonly typedCost: string;
  readonly amount: string;
  readonly methods: Readonly<Record<Method, string>>;
  readonly formula: (sum: string) => string;
  readonly computed: (loss: string, price: string, amount: string) => string;
  readonly vacantRule: string;
  readonly leftRule: string;
  readonly columns: {
    readonly no: string;
    readonly door: string;
    readonly name: string;
    readonly accountNo: string;
    readonly usage: (unit: string) => string;
    readonly weights: Readonly<Record<Method, string>>;
    readonly share: string;
    readonly billNo: string;
    readonly note: string;
  };
  readonly vacant: (percent: string) => string;
  readonly left: string;
  readonly extraFen: string;
  readonly noRest: string;
  readonly rest: (fen: number, doors: string) => string;
  readonly doubts: Readonly<Record<DoubtKind, (doors: string) => string>>;
  readonly ask: (phone: string) => string;
  readonly issued: (name: string, on: string) => string;
  readonly signatures: readonly string[];
  readonly comma: string;
}

const zh: ProofWords = {
  title: '公摊公示表',
  month: (month) => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`,
  reversed: '已撤销',
  whatHeading: '分摊内容',
  howHeading: '分摊办法',
  sharesHeading: (members) => `各户分摊（${members} 户）`,
  doubtsHeading: '需要说明',
  fields: {
    service: '类别',
    meter: '总表表号',
    previous: '总表上次读数',
    present: '总表本次读数',
    multiplier: '倍率',
    master: '总表用量',
    sub: '分表用量合计',
    loss: '公用及损耗',
    price: '单价',
  },
  ofMaster: (percent) => `（占总表 ${percent}%）`,
  price: (price, unit) => `${price} 元/${unit}`,
  typedCost: '按本月实际费用',
  amount: '分摊金额（元）',
  methods: {
    equal: '按户平均分摊，每户份额为 1。',
    area: '按建筑面积分摊，面积以平方米计。',
    usage: '按各户本月分表用量的比例分摊。',
    coefficient: '按各户约定的系数分摊。',
  },
  formula: (sum) => `每户分摊 ＝ 分摊金额 × 该户份额 ÷ 份额合计 ${sum}。`,
  computed: (loss, price, amount) => `分摊金额 ＝ ${loss} × ${price} ＝ ${amount} 元（四舍五入到分）。`,
  vacantRule: '空置户按备注所列比例计算份额，其余部分由其他各户承担。',
  leftRule: '月内退出的户只计其分表用量；按户、面积、系数分摊时由月末在册的户承担。',
  columns: {
    no: '序号',
    door: '房号',
    name: '户主',
    accountNo: '户号',
    usage: (unit) => `用量（${unit}）`,
    weights: { equal: '份额', area: '份额（m²）', usage: '份额（用量）', coefficient: '份额（系数）' },
    share: '分摊（元）',
    billNo: '账单号',
    note: '备注',
  },
  vacant: (percent) => `空置，按 ${percent}%`,
  left: '月内退出',
  extraFen: '尾差 1 分',
  noRest: '各户分摊正好到分，没有尾差；合计与分摊金额一致。',
  rest: (fen, doors) =>
    `各户先舍去不足一分的部分，余下 ${fen} 分按舍去部分从大到小每户一分（相同时按房号先后），计入：${doors}。合计与分摊金额一致。`,
  doubts: {
    'no-members': () => '没有成员。',
    'no-master-reading': () => '本月没有总表读数，损耗无法列出。',
    'master-doubtful': () => '总表有一条读数待核实，损耗暂未列出。',
    'master-backwards': () => '总表读数倒走，损耗无法列出。',
    'loss-negative': () => '分表用量合计大于总表用量，抄表日期或读数需要核对。',
    'cost-missing': () => '没有录入本月费用。',
    'no-weights': () => '没有一户有份额。',
    'not-billed': (doors) => `本月没有账单、用量按 0 计：${doors}。`,
    'periods-differ': (doors) => `抄表日期与总表相差超过 7 天，损耗含日期差异：${doors}。`,
    'area-missing': (doors) => `没有面积、不参与分摊：${doors}。`,
  },
  ask: (phone) => `对本表有疑问的住户，请在公示期内向本站提出${phone ? `，电话 ${phone}` : ''}。`,
  issued: (name, on) => `确认：${name}　${on}`,
  signatures: ['制表', '审核', '公示日期'],
  comma: '、',
};

const en: ProofWords = {
  title: 'Proof of shared consumption',
  month: (month) => month,
  reversed: 'Reversed',
  whatHeading: 'What was shared',
  howHeading: 'How it was shared',
  sharesHeading: (members) => `Share of every household (${members})`,
  doubtsHeading: 'To be noted',
  fields: {
    service: 'Service',
    meter: 'Master meter',
    previous: 'Previous reading',
    present: 'Present reading',
    multiplier: 'Multiplier',
    master: 'Measured by the master',
    sub: 'Sum of sub-meters',
    loss: 'Common use and loss',
    price: 'Unit price',
  },
  ofMaster: (percent) => ` (${percent}% of the master)`,
  price: (price, unit) => `${price} yuan/${unit}`,
  typedCost: 'Actual cost of the month',
  amount: 'Amount shared (yuan)',
  methods: {
    equal: 'Equally: every household has a weight of 1.',
    area: 'By floor area, in square metres.',
    usage: 'By what each household’s own meter measured in the month.',
    coefficient: 'By the coefficient agreed for each household.',
  },
  formula: (sum) => `Each share = amount × weight of the household ÷ sum of weights ${sum}.`,
  computed: (loss, price, amount) => `Amount = ${loss} × ${price} = ${amount} yuan (rounded to the fen).`,
  vacantRule: 'A vacant flat has the stated part of its weight; the others bear the rest.',
  leftRule:
    'Who left within the month counts with what was used only; other weights belong to who is there at its end.',
  columns: {
    no: 'No.',
    door: 'Door',
    name: 'Customer',
    accountNo: 'Account',
    usage: (unit) => `Used (${unit})`,
    weights: { equal: 'Weight', area: 'Weight (m²)', usage: 'Weight (used)', coefficient: 'Weight (coefficient)' },
    share: 'Share (yuan)',
    billNo: 'Bill',
    note: 'Note',
  },
  vacant: (percent) => `vacant, pays ${percent}%`,
  left: 'left in the month',
  extraFen: '1 fen of the rest',
  noRest: 'All shares come out to the fen; their sum is the amount shared.',
  rest: (fen, doors) =>
    `Every share is first cut off to the fen; the ${fen} fen left over go one each to the largest parts cut off (equal ones by door): ${doors}. The sum is the amount shared.`,
  doubts: {
    'no-members': () => 'There are no members.',
    'no-master-reading': () => 'The master meter was not read in the month, so the loss is not known.',
    'master-doubtful': () => 'A reading of the master meter waits for review, so the loss is not shown.',
    'master-backwards': () => 'The master meter ran backwards, so the loss is not known.',
    'loss-negative': () => 'The sub-meters exceed the master: days or figures of the readings must be checked.',
    'cost-missing': () => 'The cost of the month was not entered.',
    'no-weights': () => 'Nobody has a weight.',
    'not-billed': (doors) => `Without a bill in the month, counted as 0: ${doors}.`,
    'periods-differ': (doors) =>
      `Read more than 7 days apart from the master, so the loss holds days of use: ${doors}.`,
    'area-missing': (doors) => `Without a floor area, not sharing: ${doors}.`,
  },
  ask: (phone) => `Questions about this sheet are answered by the station${phone ? `, phone ${phone}` : ''}.`,
  issued: (name, on) => `Confirmed by ${name}, ${on}`,
  signatures: ['Prepared by', 'Checked by', 'Posted on'],
  comma: ', ',
};

export function proofWords(lang: PaperLang): ProofWords {
  return lang === 'en' ? en : zh;
}
