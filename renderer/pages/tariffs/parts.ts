import { useTranslation } from 'react-i18next';
import type { Charge } from '../../../main/modules/tariffs/charges.schema.ts';
import type { Scheme, TariffDocument } from '../../../main/modules/tariffs/document.schema.ts';
import type { HourTable } from '../../../main/modules/tariffs/hours.schema.ts';
import { unitText } from './scheme.tsx';

export interface PartText {
  readonly label: string;
  readonly text: string;
}

/** Everything of a document beside its prices, in words: nothing a bill depends on stays unsaid. */
export function usePartTexts(): (document: TariffDocument) => PartText[] {
  const { t } = useTranslation('tariffs');
  const list = (values: readonly (string | number)[]) => values.join(t('listSeparator'));

  function limits(scheme: Scheme, season: string): PartText[] {
    if (scheme.kind === 'flat') return [];
    const label = (name: string) => [season, name].filter(Boolean).join(' ');
    const sizes = scheme.sizes.map(({ people, limits: of }) => ({
      label: label(t('sizeLimits')),
      text: t('sizeText', { people, limits: of.join(' / ') }),
    }));
    return scheme.heating ? [...sizes, { label: label(t('heatingLimits')), text: scheme.heating.join(' / ') }] : sizes;
  }

  function hours(plan: HourTable[number]): string {
    const when = [
      plan.months && t('season', { months: list(plan.months) }),
      plan.weekdays && list(plan.weekdays.map((day) => t(`weekdays.${day}`))),
    ].filter(Boolean);
    const spans = plan.spans.map(({ from, to, period }) => `${t(`periods.${period}`)} ${from}–${to}`);
    return [...when, list(spans)].join(' ');
  }

  function charge(of: Charge, unit: string): string {
    if (of.kind === 'fixed') return t(`chargeTexts.fixed-${of.per}`, { price: of.price });
    return t(`chargeTexts.${of.kind}`, { unit, ...of });
  }

  return (document) => {
    const { priceChange, lateFee, minimum, quota, vat, powerFactor, volume } = document;
    const unit = unitText(t, document.unit);
    const part = (label: string, text: string): PartText => ({ label: t(label), text });
    return [
      ...(document.cycle === 'month' ? [] : [part('yearStart', t('monthName', { month: document.yearStart }))]),
      ...(document.yearStartDay === 1 ? [] : [part('yearStartDay', String(document.yearStartDay))]),
      part('crossing', t(`crossings.${document.crossing}`)),
      ...limits(document.scheme, ''),
      ...document.seasons.flatMap(({ months, scheme }) => limits(scheme, t('season', { months: list(months) }))),
      ...(hasHouseholdLimits(document)
        ? [part('householdChange', t(`householdChanges.${document.householdChange}`))]
        : []),
      ...(volume ? [part('volume', t('volumeText', { ...volume }))] : []),
      ...document.hours.map((plan) => part('hours', hours(plan))),
      ...document.charges.map((of) => ({ label: of.name, text: charge(of, unit) })),
      ...(powerFactor ? [part('powerFactor', powerFactor)] : []),
      ...(quota ? [part('quota', t(`quotaTexts.${quota.mode}`, { quantity: quota.quantity, unit }))] : []),
      ...(minimum
        ? [part('minimum', t(`minimumTexts.${minimum.whenUnused ? 'always' : 'whenUsed'}`, { amount: minimum.amount }))]
        : []),
      ...(vat ? [part('vat', t(`vatTexts.${vat.mode}`, { percent: shareOf(vat.rate, 100) }))] : []),
      part(
        'priceChange',
        list([t(`splits.${priceChange.split}`), ...(priceChange.parts === 'whole' ? [t('wholeParts')] : [])]),
      ),
      ...(lateFee ? [part('lateFee', list(lateFeeTexts(lateFee)))] : []),
    ];
  };

  function lateFeeTexts(fee: NonNullable<TariffDocument['lateFee']>): string[] {
    return [
      t('lateFeeTexts.perDay', { permil: shareOf(fee.perDay, 1000) }),
      ...(fee.perDayAfterYearEnd
        ? [t('lateFeeTexts.afterYearEnd', { permil: shareOf(fee.perDayAfterYearEnd, 1000) })]
        : []),
      ...(fee.graceDays > 0 ? [t('lateFeeTexts.grace', { days: fee.graceDays })] : []),
      t(fee.isCapped ? 'lateFeeTexts.capped' : 'lateFeeTexts.uncapped'),
      ...(Number(fee.floor) > 0 ? [t('lateFeeTexts.floor', { floor: fee.floor })] : []),
    ];
  }
}

/** "0.13" of a hundred is "13". For the eye only; bills reckon with the decimal itself. */
function shareOf(rate: string, whole: 100 | 1000): string {
  return String(Math.round(Number(rate) * whole * 1e6) / 1e6);
}

function hasHouseholdLimits({ scheme, seasons }: TariffDocument): boolean {
  return [scheme, ...seasons.map((season) => season.scheme)].some(
    (of) => of.kind === 'tiered' && (of.sizes.length > 0 || of.heating !== undefined),
  );
}
