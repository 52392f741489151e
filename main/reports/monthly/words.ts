import type { PaperLang } from '../print/paper.ts';
import type { MonthlyReport } from './monthly.schema.ts';

export interface MonthlyWords {
  readonly title: (service: string) => string;
  readonly month: (month: string) => string;
  readonly columns: {
    readonly building: string;
    readonly accounts: string;
    readonly bills: string;
    readonly quantity: (unit: string) => string;
    readonly billed: string;
    readonly collected: string;
    readonly adjusted: string;
    readonly open: string;
    readonly rate: string;
    readonly closing: string;
    readonly now: string;
  };
  readonly byBuilding: string;
  readonly chart: string;
  readonly yuan: string;
  readonly movement: string;
  readonly opening: string;
  readonly charged: string;
  readonly settled: string;
  readonly other: string;
  readonly closing: string;
  readonly agreement: string;
  readonly agreementColumns: readonly [string, string, string, string];
  readonly agreementRows: Readonly<Record<MonthlyReport['agreement'][number]['what'], string>>;
  readonly rest: string;
  readonly hazards: (found: number, closed: number, open: number) => string;
  readonly fillings: (count: number, good: number, kilograms: string) => string;
  readonly note: (at: string) => string;
  readonly signatures: readonly string[];
  readonly noRows: string;
}

const zh: MonthlyWords = {
  title: (service) => `${service}费收费月报`,
  month: (month) => `${month.slice(0, 4)}年${Number(month.slice(5))}月`,
  columns: {
    building: '楼栋',
    accounts: '户数',
    bills: '账单',
    quantity: (unit) => `用量（${unit}）`,
    billed: '应收',
    collected: '已收',
    adjusted: '减免核销',
    open: '未收',
    rate: '收缴率',
    closing: '月末欠费',
    now: '现欠费',
  },
  byBuilding: '本月账单与欠费（元）',
  chart: '各楼栋现欠费',
  yuan: '元',
  movement: '应收账款变动（总账，元）',
  opening: '月初',
  charged: '本月开账',
  settled: '本月收回',
  other: '其他',
  closing: '月末',
  agreement: '与总账核对（元）',
  agreementColumns: ['项目', '账单合计', '总账', '差额'],
  agreementRows: { billed: '本月应收', closing: '月末欠费', now: '现欠费' },
  rest: '安全与充装',
  hazards: (found, closed, open) => `隐患：本月发现 ${found} 处，销号 ${closed} 处，月末未销 ${open} 处。`,
  fillings: (count, good, kilograms) => `充装：本月 ${count} 瓶次，合格 ${good} 瓶次，合格充装量 ${kilograms} kg。`,
  note: (at) => `应收、已收、未收为本月账单；月末欠费、现欠费含以前各月。“已收”“现欠费”截至 ${at}。`,
  signatures: ['制表', '复核', '负责人'],
  noRows: '本月没有账单，也没有欠费。',
};

const en: MonthlyWords = {
  title: (service) => `${service}: monthly report`,
  month: (month) => month,
  columns: {
    building: 'Building',
    accounts: 'Accounts',
    bills: 'Bills',
    quantity: (unit) => `Usage (${unit})`,
    billed: 'Billed',
    collected: 'Collected',
    adjusted: 'Discounted',
    open: 'Open',
    rate: 'Rate',
    closing: 'Owed at month end',
    now: 'Owed now',
  },
  byBuilding: 'Bills of the month and money owed (CNY)',
  chart: 'Owed now by building',
  yuan: 'CNY',
  movement: 'Receivables by the ledger (CNY)',
  opening: 'Opening',
  charged: 'Charged',
  settled: 'Settled',
  other: 'Other',
  closing: 'Closing',
  agreement: 'Agreement with the ledger (CNY)',
  agreementColumns: ['Figure', 'By bills', 'By ledger', 'Difference'],
  agreementRows: { billed: 'Billed', closing: 'Owed at month end', now: 'Owed now' },
  rest: 'Safety and filling',
  hazards: (found, closed, open) => `Hazards: ${found} found, ${closed} closed, ${open} open at month end.`,
  fillings: (count, good, kilograms) => `Fillings: ${count}, of which ${good} good with ${kilograms} kg.`,
  note: (at) =>
    `Billed, collected and open are the bills of the month; money owed includes earlier months. Collected and owed now are as at ${at}.`,
  signatures: ['Prepared by', 'Checked by', 'Approved by'],
  noRows: 'No bills in this month and nothing owed.',
};

export function monthlyWords(lang: PaperLang): MonthlyWords {
  return lang === 'en' ? en : zh;
}
