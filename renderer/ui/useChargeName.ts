import { useTranslation } from 'react-i18next';

/** "电费", "违约金（电费）": what a bill of a service is for. */
export function useChargeName(): (bill: { kind: string; service: string }) => string {
  const { t } = useTranslation('billing');
  return ({ kind, service }) => {
    const charge = t(`charges.${service}`);
    return kind === 'usage' ? charge : t(`kindOf.${kind}`, { charge });
  };
}
