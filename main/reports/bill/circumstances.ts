import type { UsageBill } from '../../modules/billing/billing.schema.ts';
import { formatMilli } from '../../shared/quantity.ts';
import type { PaperLang } from '../print/paper.ts';

type Household = NonNullable<NonNullable<UsageBill['explain']['circumstances']>['household']>;
type Volume = NonNullable<UsageBill['explain']['volume']>;

interface Words {
  readonly household: (sizes: string) => string;
  readonly size: (part: Household[number], isOne: boolean) => string;
  readonly comma: string;
  readonly limits: (upTo: string) => string;
  readonly quota: (months: number) => string;
  readonly agreed: (demand: string) => string;
  readonly volume: (of: Volume, standard: string) => string;
}

const zh: Words = {
  household: (sizes) => `按家庭情况定阶梯：${sizes}。`,
  size: ({ people, months, isHeating }, isOne) =>
    [people > 0 ? `${people} 人` : isHeating ? '' : '未登记', isHeating && '采暖', !isOne && `${months} 个月`]
      .filter(Boolean)
      .join(' '),
  comma: '、',
  limits: (upTo) => `本账单用到的阶梯上限：${upTo}。`,
  quota: (months) => `低保免费额度：${months} 个月。`,
  agreed: (demand) => `核定需量 ${demand} kW。`,
  volume: ({ meteredMilli, correction: c }, standard) =>
    `表计 ${formatMilli(meteredMilli)} m³ 折算为标准状态 ${standard} m³：表压 ${c.gaugeKpa} kPa，大气压 ${c.atmosphericKpa} kPa，${c.temperatureC} ℃（参比 ${c.referenceC} ℃），压缩因子 ${c.zStandard}/${c.zMeter}。`,
};

const en: Words = {
  household: (sizes) => `Limits for this household: ${sizes}.`,
  size: ({ people, months, isHeating }, isOne) =>
    [
      people > 0 ? `${people} people` : isHeating ? '' : 'not entered',
      isHeating && 'heating',
      !isOne && `(${months} months)`,
    ]
      .filter(Boolean)
      .join(' '),
  comma: ', ',
  limits: (upTo) => `Limits reached into on this bill: ${upTo}.`,
  quota: (months) => `Low-income free quantity for ${months} month(s).`,
  agreed: (demand) => `Agreed demand ${demand} kW.`,
  volume: ({ meteredMilli, correction: c }, standard) =>
    `${formatMilli(meteredMilli)} m³ metered are ${standard} m³ at standard conditions: ${c.gaugeKpa} kPa gauge, ${c.atmosphericKpa} kPa atmosphere, ${c.temperatureC} °C (reference ${c.referenceC} °C), compressibility ${c.zStandard}/${c.zMeter}.`,
};

/** What the account was for this bill and what that did, one sentence each. */
export function circumstanceTexts(bill: UsageBill, lang: PaperLang): string[] {
  const words = lang === 'en' ? en : zh;
  const { circumstances = {}, volume } = bill.explain;
  const { household = [], quotaMonths, agreedDemandMilli } = circumstances;
  const sizes = household.map((part) => words.size(part, household.length === 1)).join(words.comma);
  const limits = bill.lines.flatMap(({ note }) =>
    typeof note.upToMilli === 'number' ? formatMilli(note.upToMilli) : [],
  );
  const upTo = [...new Set(limits)].join(words.comma);
  return [
    sizes && words.household(sizes),
    sizes && upTo && words.limits(upTo),
    quotaMonths ? words.quota(quotaMonths) : '',
    agreedDemandMilli ? words.agreed(formatMilli(agreedDemandMilli)) : '',
    volume ? words.volume(volume, formatMilli(bill.quantityMilli)) : '',
  ].filter((text) => text !== '');
}
