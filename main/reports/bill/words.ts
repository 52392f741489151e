import type { PaperLang } from '../print/paper.ts';

export interface BillWords {
  readonly title: (charge: string) => string;
  readonly subtitle: (billNo: string, month: string) => string;
  readonly customer: string;
  readonly account: string;
  readonly door: string;
  readonly meter: string;
  readonly tariff: string;
  readonly tariffOf: (name: string, from: string) => string;
  readonly issued: string;
  readonly reading: {
    readonly register: string;
    readonly previous: string;
    readonly present: string;
    readonly used: string;
  };
  readonly registers: Readonly<Record<'total' | 'sharp' | 'peak' | 'flat' | 'valley' | 'reactive' | 'demand', string>>;
  readonly sources: Readonly<Record<string, string>>;
  readonly baseline: string;
  readonly quantity: string;
  readonly turned: (times: number) => string;
  readonly lines: {
    readonly item: string;
    readonly range: string;
    readonly quantity: string;
    readonly price: string;
    readonly amount: string;
  };
  readonly flat: string;
  readonly tier: (n: number) => string;
  readonly kinds: Readonly<Record<string, string>>;
  readonly part: (days: number, of: number) => string;
  readonly version: (name: string, effectiveFrom: string, days: string) => string;
  /** What stands behind a line beside the energy, by its kind. */
  readonly figures: Readonly<Record<string, (name: string, of: Readonly<Record<string, string>>) => string>>;
  readonly fixedQuantity: (name: string, quantity: string) => string;
  readonly vat: (rate: string, net: string, tax: string) => string;
  readonly restToFlat: string;
  readonly apportioned: string;
  readonly running: Readonly<
    Record<'month' | 'two-months' | 'quarter' | 'year', (from: string, before: string, after: string) => string>
  >;
  readonly policy: Readonly<Record<'per-line' | 'per-bill', string>>;
  readonly due: string;
  readonly dueOn: string;
  readonly paid: string;
  readonly adjusted: string;
  readonly owed: string;
  readonly lateFee: (asOf: string, days: number, amount: string) => string;
  readonly history: string;
  readonly settled: string;
  readonly voided: string;
  readonly checkNote: string;
  readonly corrects: (billNo: string) => string;
}

const runningZh = (from: string, before: string, after: string) =>
  `自 ${from} 起累计用量：本期前 ${before}，本期后 ${after}`;
const runningEn = (from: string, before: string, after: string) =>
  `Used since ${from}: ${before} before this bill, ${after} with it`;

const zh: BillWords = {
  corrects: (billNo) => `更正自 ${billNo}（已红冲）`,
  title: (charge) => `${charge}账单`,
  subtitle: (billNo, month) => `账单号 ${billNo}　账期 ${month}`,
  customer: '户名',
  account: '户号',
  door: '门牌',
  meter: '表号',
  tariff: '价格方案',
  tariffOf: (name, from) => `${name}（${from} 起执行）`,
  issued: '开账日期',
  reading: { register: '计度器', previous: '上次读数', present: '本次读数', used: '读数差' },
  registers: { total: '总', sharp: '尖', peak: '峰', flat: '平', valley: '谷', reactive: '无功', demand: '最大需量' },
  sources: { manual: '人工抄表', polled: '自动抄表', imported: '导入', estimated: '估抄', round: '上门抄表' },
  baseline: '底数',
  quantity: '用量',
  turned: (times) => (times === 1 ? '（计度器翻转一次）' : `（计度器翻转${times}次）`),
  lines: { item: '项目', range: '累计用量', quantity: '计费用量', price: '单价（元）', amount: '金额（元）' },
  flat: '单一价',
  tier: (n) => `第${'一二三四五六七八'[n - 1]}阶梯`,
  kinds: {
    quota: '免费用量',
    'power-factor': '功率因数调整',
    minimum: '最低收费补足',
    vat: '增值税',
    rounding: '分位舍入',
  },
  part: (days, of) => `${days}/${of}天`,
  version: (name, from, days) => `调价：${days} 按“${name}”（${from} 起执行）计算。`,
  figures: {
    capacity: (name, of) => `${name}：容量 ${of.kva} kVA${of.days ? `，${of.days}/30 个月` : ''}。`,
    demand: (name, of) =>
      `${name}：最大需量 ${of.demand} kW${of.agreed ? `，约定 ${of.agreed} kW，超出 ${of.above} kW 加倍` : ''}。`,
    'power-factor': (_name, of) =>
      `功率因数 ${of.powerFactor}（标准 ${of.standard}；有功 ${of.active}，无功 ${of.reactive}）：${of.base} 元 × ${of.percent}%。`,
    quota: (_name, of) => (of.mode === 'refund' ? '免费用量按第一阶梯价退还。' : '免费用量已从计费用量中扣除。'),
    minimum: (_name, of) => `不足 ${of.minimum} 元按 ${of.minimum} 元收取。`,
  },
  fixedQuantity: (name, quantity) => `${name}：定量 ${quantity} 按此价计，先从平段（无分时的从总用量）中扣除。`,
  vat: (rate, net, tax) => `不含税 ${net} 元，税率 ${rate}%，税额 ${tax} 元。`,
  restToFlat: '分时计度器截去小数的差额计入平段；无平段的计入峰段。',
  apportioned: '跨阶梯时，各阶梯按本期各时段用量的比例分摊。',
  running: {
    month: (_from, before, after) => `本月累计用量：本期前 ${before}，本期后 ${after}`,
    'two-months': runningZh,
    quarter: runningZh,
    year: runningZh,
  },
  policy: { 'per-line': '舍入：每行金额四舍五入到分。', 'per-bill': '舍入：各行精确相加，合计四舍五入到分一次。' },
  due: '应缴金额',
  dueOn: '缴费期限',
  paid: '已缴',
  adjusted: '减免/核销',
  owed: '尚欠',
  lateFee: (asOf, days, amount) => `截至 ${asOf} 逾期 ${days} 天，违约金 ${amount} 元，缴费时一并收取。`,
  history: '近期用量',
  settled: '已缴清',
  voided: '已红冲',
  checkNote: '对读数或金额有疑问，请持本账单联系本站核对。',
};

const en: BillWords = {
  corrects: (billNo) => `Corrects ${billNo} (reversed)`,
  title: (charge) => `${charge} bill`,
  subtitle: (billNo, month) => `Bill ${billNo}, ${month}`,
  customer: 'Customer',
  account: 'Account',
  door: 'Door',
  meter: 'Meter',
  tariff: 'Tariff',
  tariffOf: (name, from) => `${name} (from ${from})`,
  issued: 'Issued on',
  reading: { register: 'Register', previous: 'Previous', present: 'Present', used: 'Difference' },
  registers: {
    total: 'Total',
    sharp: 'Sharp',
    peak: 'Peak',
    flat: 'Flat',
    valley: 'Valley',
    reactive: 'Reactive',
    demand: 'Highest demand',
  },
  sources: {
    manual: 'read by hand',
    polled: 'read by wire',
    imported: 'imported',
    estimated: 'estimated',
    round: 'read on a round',
  },
  baseline: 'baseline',
  quantity: 'Usage',
  turned: (times) => (times === 1 ? ' (the register passed zero)' : ` (the register passed zero ${times} times)`),
  lines: { item: 'Item', range: 'Running total', quantity: 'Quantity', price: 'Price (CNY)', amount: 'Amount (CNY)' },
  flat: 'Single price',
  tier: (n) => `Tier ${n}`,
  kinds: {
    quota: 'Free quantity',
    'power-factor': 'Power-factor adjustment',
    minimum: 'Up to the minimum charge',
    vat: 'VAT',
    rounding: 'Rounding',
  },
  part: (days, of) => `${days} of ${of} days`,
  version: (name, from, days) => `Price change: ${days} by "${name}" (from ${from}).`,
  figures: {
    capacity: (name, of) => `${name}: ${of.kva} kVA${of.days ? `, ${of.days}/30 of a month` : ''}.`,
    demand: (name, of) =>
      `${name}: highest demand ${of.demand} kW${of.agreed ? `, agreed ${of.agreed} kW, ${of.above} kW above it count twice` : ''}.`,
    'power-factor': (_name, of) =>
      `Power factor ${of.powerFactor} (standard ${of.standard}; active ${of.active}, reactive ${of.reactive}): CNY ${of.base} × ${of.percent}%.`,
    quota: (_name, of) =>
      of.mode === 'refund'
        ? 'The free quantity is given back at the price of the first tier.'
        : 'The free quantity is taken off.',
    minimum: (_name, of) => `Less than CNY ${of.minimum} is charged as CNY ${of.minimum}.`,
  },
  fixedQuantity: (name, quantity) =>
    `${name}: a fixed ${quantity} has this price; it is taken out of the flat period, or of the total without periods.`,
  vat: (rate, net, tax) => `CNY ${net} before tax, ${rate}% tax: CNY ${tax}.`,
  restToFlat:
    'What the cut-off decimals of the period registers leave over is counted as flat, or as peak without a flat register.',
  apportioned: 'Where a limit is crossed, each tier takes the periods in the proportion of this bill.',
  running: {
    month: (_from, before, after) => `Used this month: ${before} before this bill, ${after} with it`,
    'two-months': runningEn,
    quarter: runningEn,
    year: runningEn,
  },
  policy: {
    'per-line': 'Rounding: each line is rounded half up to the fen.',
    'per-bill': 'Rounding: the exact lines are added and the total is rounded half up to the fen once.',
  },
  due: 'Amount due',
  dueOn: 'Pay by',
  paid: 'Paid',
  adjusted: 'Discounted',
  owed: 'Still owed',
  lateFee: (asOf, days, amount) =>
    `As of ${asOf}: ${days} days late, a late fee of CNY ${amount}, collected with the bill.`,
  history: 'Recent usage',
  settled: 'PAID',
  voided: 'REVERSED',
  checkNote: 'For any question about readings or amounts, bring this bill to the station.',
};

export function billWords(lang: PaperLang): BillWords {
  return lang === 'en' ? en : zh;
}

/** Where to ask: address and telephone of the station. */
export function contactOf(station: { stationAddress: string; stationPhone: string }, phone: string): string {
  return [station.stationAddress, station.stationPhone && `${phone} ${station.stationPhone}`]
    .filter(Boolean)
    .join('　');
}
