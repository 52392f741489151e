import { useQuery } from '@tanstack/react-query';
import { Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Service } from '../../../main/modules/customers/customers.schema.ts';
import { trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { OpeningFields } from '../traits/OpeningFields.tsx';
import { TariffSelect } from './fields.tsx';
import { MeterChoice, useMeterChoice } from './MeterChoice.tsx';
import { StepFrame } from './StepFrame.tsx';
import type { AccountForm, ChosenMeter, ChosenPremises } from './useNewAccount.ts';

/** What: the service with its number and tariff, and the meter it is measured by. */
export function AccountStep(props: {
  premises: ChosenPremises | undefined;
  onBack: () => void;
  onNext: (account: AccountForm, meter: ChosenMeter) => void;
}) {
  const { t } = useTranslation('customers');
  const { today } = useToday();
  const mayMeter = useMay('meters.write');
  const station = useQuery(trpc.station.state.queryOptions());
  const usual: Service = station.data?.kind === 'property-office' ? 'electricity' : 'gas';
  const [chosen, setService] = useState<Service>();
  const service = chosen ?? usual;
  const [form] = Form.useForm<Omit<AccountForm, 'service'>>();
  const choice = useMeterChoice(service);
  const next = async () => {
    const account = await form.validateFields().catch(() => undefined);
    const meter = await choice.take();
    if (account && meter !== undefined) props.onNext({ ...account, service }, meter);
  };
  const hasMeter = service !== 'property';
  return (
    <StepFrame onBack={props.onBack} onNext={next}>
      <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)', gap: 32 }}>
        <Form
          form={form}
          labelCol={{ flex: '92px' }}
          requiredMark={false}
          initialValues={{ accountNo: '', tariffCode: null, householdSize: null, openedOn: today }}
        >
          <Form.Item label={t('serviceTitle')}>
            <Segmented
              value={service}
              options={Service.options.map((value) => ({ value, label: t(`service.${value}`) }))}
              onChange={(value) => {
                setService(value as Service);
                form.setFieldValue('tariffCode', null);
              }}
            />
          </Form.Item>
          <Form.Item name="accountNo" label={t('accountNo')} extra={t('form.accountNoHint')}>
            <Input maxLength={30} autoComplete="off" className="figures" />
          </Form.Item>
          <Form.Item name="tariffCode" label={t('tariff')}>
            <TariffSelect service={service} />
          </Form.Item>
          <Form.Item name="openedOn" label={t('openedOn')} rules={[{ required: true, message: t('form.dateNeeded') }]}>
            <DayInput />
          </Form.Item>
          <OpeningFields service={service} />
        </Form>
        {hasMeter && mayMeter && <MeterChoice choice={choice} service={service} />}
        {hasMeter && !mayMeter && <p>{t('wizard.meterByManager')}</p>}
      </div>
    </StepFrame>
  );
}
