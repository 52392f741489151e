import { useTranslation } from 'react-i18next';
import { amountText, hasAmount, type Trait } from './trait-form.ts';

/** The value with its unit, or that it is so; what was ended is told as such. */
export function useTraitText(): (trait: Pick<Trait, 'kind' | 'value'>) => string {
  const { t } = useTranslation('traits');
  return ({ kind, value }) => {
    if (value === null) return t('ended');
    return hasAmount(kind) ? `${amountText(kind, value)} ${t(`unit.${kind}`)}` : t(`is.${kind}`);
  };
}
