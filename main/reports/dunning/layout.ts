import type { NoticeSheet } from '../../modules/dunning/index.ts';
import { formatYuan, sumFen, yuanInCapitals } from '../../shared/money.ts';
import type { PaperBlock, PaperDocument, PaperLang } from '../print/paper.ts';
import { commonWords } from '../words.ts';
import { dunningWords, type NoticeKind, supplyWord } from './words.ts';

export interface Notices {
  readonly sheets: readonly NoticeSheet[];
  readonly station: { readonly name: string; readonly phone: string; readonly address: string };
  readonly lang: PaperLang;
  /** "printed by … at …" */
  readonly printed: string;
}

/** 催缴单 and 停供通知书: one sheet a household, all in one file. */
export function layoutNotices({ sheets, station, lang, printed }: Notices): PaperDocument {
  const words = dunningWords(lang);
  const [first] = sheets;
  if (!first) throw new Error('notices without a household');
  const title = words.titles[kindOf(first)];
  return {
    lang,
    size: 'A4',
    title,
    station: station.name,
    blocks: sheets.flatMap((sheet, i) => [
      ...(i === 0 ? [] : [{ kind: 'sheet' as const, station: station.name, title: words.titles[kindOf(sheet)] }]),
      ...sheetBlocks(sheet, { station, lang }),
      { kind: 'text' as const, text: printed, isSmall: true },
    ]),
    foot: [],
    fileName: `${title} ${first.step.takenOn}${sheets.length === 1 ? ` ${first.account.doorNo}` : ''}`,
  };
}

/** A batch of reminders is never printed. */
function kindOf(sheet: NoticeSheet): NoticeKind {
  return sheet.step.stage === 'notice' ? 'notice' : 'demand';
}

function sheetBlocks(sheet: NoticeSheet, of: Pick<Notices, 'station' | 'lang'>): PaperBlock[] {
  const { account, bills, step, rule } = sheet;
  const { station, lang } = of;
  const words = dunningWords(lang);
  const { fields } = words;
  const kind = kindOf(sheet);
  const supply = supplyWord(lang, account.service);
  const total = formatYuan(sumFen(bills.map((bill) => bill.leftFen)));
  const days = rule.noticeDays[account.customerKind];
  const body =
    kind === 'demand'
      ? words.demand(supply)
      : words.notice({ days, supply, from: rule.window.from, to: rule.window.to, cited: sheet.cited });
  return [
    { kind: 'text', text: words.to(account.customerName) },
    {
      kind: 'fields',
      columns: 2,
      items: [
        { label: fields.no, value: `${kind === 'notice' ? 'T' : 'C'}${step.takenOn.slice(0, 4)}-${step.stepId}` },
        { label: fields.date, value: step.takenOn },
        { label: fields.account, value: account.accountNo },
        { label: fields.door, value: account.doorNo },
        { label: fields.meter, value: account.meterNo ?? '—' },
        { label: fields.address, value: account.address || '—' },
      ],
    },
    {
      kind: 'text',
      text: words.opening(
        commonWords(lang).charges[account.service],
        bills.length,
        bills[0]?.dueOn ?? step.takenOn,
        step.daysOverdue,
      ),
    },
    {
      kind: 'table',
      columns: words.columns.map((title, i) => ({ title, ...(i > 2 && { align: 'end' as const }) })),
      rows: bills.map((bill) => [
        bill.billNo,
        bill.month,
        bill.dueOn,
        formatYuan(bill.amountFen),
        formatYuan(bill.leftFen),
      ]),
      totals: [words.total, '', '', '', total],
    },
    {
      kind: 'amount',
      label: words.owed,
      amount: `¥ ${total}`,
      ...(lang === 'zh-CN' && { capitals: yuanInCapitals(sumFen(bills.map((bill) => bill.leftFen))) }),
    },
    { kind: 'text', text: words.lateFee },
    { kind: 'text', text: words.pay(station.name, station.address, station.phone) },
    { kind: 'heading', text: kind === 'demand' ? words.demandHeading : words.noticeHeading },
    { kind: 'text', text: body },
    { kind: 'text', text: words.help },
    { kind: 'heading', text: words.served },
    { kind: 'text', text: words.hows },
    { kind: 'signatures', labels: words.signatures },
    { kind: 'text', text: words.copies, isSmall: true },
  ];
}
