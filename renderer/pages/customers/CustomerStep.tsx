import { Form, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outputs } from '../../app/api.ts';
import { AccountSearch } from './AccountSearch.tsx';
import { CustomerFields, type CustomerForm, EMPTY_CUSTOMER } from './fields.tsx';
import { StepFrame } from './StepFrame.tsx';
import type { ChosenCustomer } from './useNewAccount.ts';

type Known = Extract<ChosenCustomer, { customerId: unknown }>;

/** Who: a new person or company, or somebody who already has an account. */
export function CustomerStep(props: {
  given: Outputs['customers']['get'] | undefined;
  onNext: (customer: ChosenCustomer) => void;
}) {
  const { t } = useTranslation('customers');
  const [form] = Form.useForm<CustomerForm>();
  const [isNew, setNew] = useState(props.given === undefined);
  const [known, setKnown] = useState<Known | undefined>(props.given);
  const next = () => {
    if (isNew) form.submit();
    else if (known) props.onNext(known);
  };
  return (
    <StepFrame onNext={next} isBlocked={!isNew && !known}>
      <Segmented
        style={{ marginBottom: 16, marginLeft: 92 }}
        value={isNew ? 'new' : 'known'}
        options={[
          { value: 'new', label: t('wizard.newCustomer') },
          { value: 'known', label: t('wizard.knownCustomer') },
        ]}
        onChange={(value) => setNew(value === 'new')}
      />
      {isNew ? (
        <Form<CustomerForm>
          form={form}
          labelCol={{ flex: '92px' }}
          requiredMark={false}
          initialValues={EMPTY_CUSTOMER}
          onFinish={(values) => props.onNext({ form: values })}
          style={{ maxWidth: 560 }}
        >
          <CustomerFields autoFocus />
          <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden>
            {t('wizard.next')}
          </button>
        </Form>
      ) : (
        <div style={{ maxWidth: 560, paddingLeft: 92 }}>
          <AccountSearch
            autoFocus
            onPick={({ customerId, customerName, phone }) => setKnown({ customerId, name: customerName, phone })}
          />
          <p style={{ fontSize: 16, minHeight: 24 }}>
            {known && (
              <>
                <strong>{known.name}</strong> <span className="figures">{known.phone}</span>
              </>
            )}
          </p>
        </div>
      )}
    </StepFrame>
  );
}
