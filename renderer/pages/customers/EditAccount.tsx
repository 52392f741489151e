import { useMutation } from '@tanstack/react-query';
import { Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Outputs, trpc } from '../../app/api.ts';
import { FormDrawer } from './FormDrawer.tsx';
import { TariffSelect } from './fields.tsx';

interface AccountForm {
  readonly tariffCode: string | null;
  readonly householdSize: number;
}

export function EditAccount(props: { account: Outputs['accounts']['get']; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const [form] = Form.useForm<AccountForm>();
  const { accountId, version, accountNo, service, tariffCode, householdSize } = props.account;
  const update = useMutation(trpc.accounts.update.mutationOptions({ onSuccess: props.onClose }));
  return (
    <FormDrawer
      title={t('edit.account', { accountNo })}
      form={form}
      initial={{ tariffCode, householdSize }}
      isPending={update.isPending}
      error={update.error}
      onSubmit={(values) => update.mutate({ ...values, accountId, version })}
      onClose={props.onClose}
    >
      <Form.Item name="tariffCode" label={t('tariff')} extra={t('form.tariffHint')}>
        <TariffSelect service={service} />
      </Form.Item>
      <Form.Item
        name="householdSize"
        label={t('householdSize')}
        rules={[{ required: true, message: t('form.sizeNeeded') }]}
      >
        <InputNumber min={0} max={99} precision={0} style={{ width: 120 }} />
      </Form.Item>
    </FormDrawer>
  );
}
