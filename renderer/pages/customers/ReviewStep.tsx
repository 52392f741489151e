import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { openingTraits } from '../traits/OpeningFields.tsx';
import { StepFrame } from './StepFrame.tsx';
import type { AccountForm, ChosenMeter, NewAccount } from './useNewAccount.ts';

/** What the last button will do, all on one screen. */
export function ReviewStep(props: {
  draft: NewAccount;
  isPending: boolean;
  error: unknown;
  onBack: () => void;
  onSubmit: () => void;
}) {
  const { t } = useTranslation('customers');
  const { customer, premises, account, meter } = props.draft;
  if (!customer || !premises || !account) return null;
  const person = 'customerId' in customer ? customer : customer.form;
  const isKnown = 'customerId' in customer;
  return (
    <StepFrame
      hasNoFields
      nextLabel={t('wizard.submit')}
      isPending={props.isPending}
      onBack={props.onBack}
      onNext={props.onSubmit}
    >
      {!!props.error && <ErrorNote error={props.error} />}
      <Descriptions
        bordered
        size="small"
        column={2}
        className="figures"
        style={{ marginTop: 8 }}
        items={[
          {
            key: 'name',
            label: t('name'),
            children: `${person.name}${t(isKnown ? 'wizard.isKnown' : 'wizard.isNew')}`,
          },
          { key: 'phone', label: t('phone'), children: person.phone || '—' },
          {
            key: 'door',
            label: t('door'),
            children: `${premises.doorNo}${t('premisesId' in premises ? 'wizard.isKnown' : 'wizard.isNew')}`,
          },
          { key: 'service', label: t('serviceTitle'), children: t(`service.${account.service}`) },
          { key: 'accountNo', label: t('accountNo'), children: account.accountNo.trim() || t('wizard.numbered') },
          { key: 'tariff', label: t('tariff'), children: account.tariffCode ?? t('tariffDefault') },
          { key: 'size', label: t('traits:kind.household'), children: account.householdSize ?? '—' },
          { key: 'traits', label: t('traits:tab'), children: traitsText(account) },
          { key: 'openedOn', label: t('openedOn'), children: account.openedOn },
          { key: 'meter', label: t('meter'), children: meterText(meter ?? null) },
          { key: 'reading', label: t('wizard.reading'), children: readingText(meter ?? null) },
        ]}
      />
    </StepFrame>
  );

  function meterText(chosen: ChosenMeter): string {
    if (chosen === null) return t('wizard.meter.none');
    return 'meterId' in chosen ? chosen.meterNo : `${chosen.form.meterNo}${t('wizard.isNew')}`;
  }

  function traitsText(of: AccountForm): string {
    const traits = openingTraits(of.service, of);
    if (!traits) return '—';
    const { quota, isHeating, capacityMilli, demandMilli } = traits;
    const parts = [
      quota && `${t('traits:kind.quota')} ${quota.evidence} (${quota.untilOn})`,
      isHeating && t('traits:kind.heating'),
      capacityMilli && `${t('traits:kind.capacity')} ${formatMilli(capacityMilli)} kVA`,
      demandMilli && `${t('traits:kind.demand')} ${formatMilli(demandMilli)} kW`,
    ];
    return parts.filter(Boolean).join(t('listComma'));
  }

  function readingText(chosen: ChosenMeter): string {
    if (chosen === null || 'meterId' in chosen) return '—';
    return chosen.readingMilli === null ? t('wizard.readingLater') : formatMilli(chosen.readingMilli, 2);
  }
}
