import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Form, Segmented, Select, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { doorNo } from '../../../main/modules/customers/customers.domain.ts';
import type { CustomerId, PremisesId } from '../../../main/shared/ids.ts';
import { trpc } from '../../app/api.ts';
import { EMPTY_PREMISES, PremisesFields, type PremisesForm } from './fields.tsx';
import { StepFrame } from './StepFrame.tsx';
import { useSettled } from './useAccountSearch.ts';
import type { ChosenCustomer, ChosenPremises } from './useNewAccount.ts';

type Known = Extract<ChosenPremises, { premisesId: unknown }>;

/** Where: a new door, or one that is known already, such as the customer's own. */
export function PremisesStep(props: {
  customer: ChosenCustomer | undefined;
  onBack: () => void;
  onNext: (premises: ChosenPremises) => void;
}) {
  const { t } = useTranslation('customers');
  const [form] = Form.useForm<PremisesForm>();
  const [choice, setChoice] = useState<'new' | 'known'>();
  const [picked, setPicked] = useState<Known>();
  const customerId = props.customer && 'customerId' in props.customer ? props.customer.customerId : undefined;
  const own = useOwnPremises(customerId);
  const isNew = (choice ?? (own ? 'known' : 'new')) === 'new';
  const known = picked ?? own;
  const next = () => {
    if (isNew) form.submit();
    else if (known) props.onNext(known);
  };
  return (
    <StepFrame onBack={props.onBack} onNext={next} isBlocked={!isNew && !known}>
      <Segmented
        style={{ marginBottom: 16, marginLeft: 92 }}
        value={isNew ? 'new' : 'known'}
        options={[
          { value: 'new', label: t('wizard.newPremises') },
          { value: 'known', label: t('wizard.knownPremises') },
        ]}
        onChange={(value) => setChoice(value as 'new' | 'known')}
      />
      {isNew ? (
        <Form<PremisesForm>
          form={form}
          labelCol={{ flex: '92px' }}
          requiredMark={false}
          initialValues={EMPTY_PREMISES}
          onFinish={(values) => props.onNext({ form: values, doorNo: doorNo(values) })}
          style={{ maxWidth: 560 }}
        >
          <PremisesFields autoFocus />
          <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden>
            {t('wizard.next')}
          </button>
        </Form>
      ) : (
        <div style={{ maxWidth: 560, paddingLeft: 92 }}>
          <DoorSelect value={known} onChange={setPicked} />
          {known && <Occupants premisesId={known.premisesId} />}
        </div>
      )}
    </StepFrame>
  );
}

/** Where the customer already has an account. */
function useOwnPremises(customerId: CustomerId | undefined): Known | undefined {
  const accounts = useQuery(
    trpc.customers.accounts.queryOptions(
      { customerId: customerId as CustomerId },
      { enabled: customerId !== undefined },
    ),
  );
  const [first] = customerId === undefined ? [] : (accounts.data ?? []);
  return first && { premisesId: first.premisesId, doorNo: first.doorNo };
}

function DoorSelect(props: { value: Known | undefined; onChange: (premises: Known) => void }) {
  const { t } = useTranslation('customers');
  const [door, setDoor] = useState('');
  const found = useQuery(
    trpc.premises.find.queryOptions({ door: useSettled(door) }, { placeholderData: keepPreviousData }),
  );
  const { value } = props;
  const options = (found.data ?? []).map((row) => ({ value: row.premisesId as number, label: row.doorNo }));
  if (value && !options.some((option) => option.value === value.premisesId))
    options.unshift({ value: value.premisesId, label: value.doorNo });
  return (
    <Select
      aria-label={t('door')}
      showSearch={{ filterOption: false, onSearch: setDoor }}
      style={{ width: '100%' }}
      placeholder={t('wizard.typeDoor')}
      value={value?.premisesId as number | undefined}
      notFoundContent={t('wizard.noDoor')}
      options={options}
      onChange={(premisesId, option) => {
        const { label } = option as { label: string };
        props.onChange({ premisesId: premisesId as PremisesId, doorNo: label });
      }}
    />
  );
}

/** Who has accounts there: a second one of the same service would be refused. */
function Occupants({ premisesId }: { premisesId: PremisesId }) {
  const { t } = useTranslation('customers');
  const { token } = theme.useToken();
  const accounts = useQuery(trpc.premises.accounts.queryOptions({ premisesId }));
  const open = (accounts.data ?? []).filter((account) => account.closedOn === null);
  if (!accounts.data) return null;
  return (
    <p style={{ color: token.colorTextSecondary }}>
      {open.length === 0
        ? t('wizard.vacant')
        : t('wizard.occupied', {
            list: open.map((a) => `${t(`service.${a.service}`)} ${a.accountNo} ${a.customerName}`).join(t('listComma')),
          })}
    </p>
  );
}
