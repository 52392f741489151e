import { useTranslation } from 'react-i18next';
import type { Outputs } from '../../app/api.ts';

type Reason = NonNullable<Outputs['advice']['ofAccount']['candidates'][number]['reason']>;

/** Why a tariff cannot price what was used. */
export function useReason(): (reason: Reason) => string {
  const { t } = useTranslation(['advice', 'billing']);
  return (reason) => (reason === 'other-unit' ? t('otherUnit') : t(`billing:reasons.${reason}`));
}
