import { useTranslation } from 'react-i18next';
import { formatMilli } from '../../../main/shared/quantity.ts';
import type { Outputs } from '../../app/api.ts';

type BillData = Extract<Outputs['billing']['bill'], { kind: 'usage' }>;

/** What the account was for this bill and what that did, one sentence each. */
export function useCircumstanceNotes(bill: BillData): string[] {
  const { t } = useTranslation('billing');
  const { circumstances = {}, volume } = bill.explain;
  const { household = [], quotaMonths, agreedDemandMilli } = circumstances;
  const sizes = household.map(({ people, months, isHeating }) =>
    [
      people > 0 && t('circumstances.people', { count: people }),
      isHeating && t('circumstances.heating'),
      people === 0 && !isHeating && t('circumstances.unknown'),
      household.length > 1 && t('circumstances.months', { count: months }),
    ]
      .filter(Boolean)
      .join(' '),
  );
  const limits = bill.lines.flatMap(({ note }) =>
    typeof note.upToMilli === 'number' ? formatMilli(note.upToMilli) : [],
  );
  const upTo = [...new Set(limits)].join(t('circumstances.comma'));
  return [
    sizes.length > 0 ? t('circumstances.household', { sizes: sizes.join(t('circumstances.comma')) }) : '',
    sizes.length > 0 && upTo ? t('circumstances.limits', { upTo }) : '',
    quotaMonths ? t('circumstances.quota', { months: quotaMonths }) : '',
    agreedDemandMilli ? t('circumstances.agreed', { demand: formatMilli(agreedDemandMilli) }) : '',
    volume
      ? t('circumstances.volume', {
          ...volume.correction,
          metered: formatMilli(volume.meteredMilli),
          standard: formatMilli(bill.quantityMilli),
        })
      : '',
  ].filter(Boolean);
}
