import { useMutation } from '@tanstack/react-query';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Outputs, trpc } from '../../app/api.ts';
import { FormDrawer } from './FormDrawer.tsx';
import { TariffSelect } from './fields.tsx';

interface AccountForm {
  readonly tariffCode: string | null;
}

export function EditAccount(props: { account: Outputs['accounts']['get']; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const [form] = Form.useForm<AccountForm>();
  const { accountId, version, accountNo, service, tariffCode } = props.account;
  const update = useMutation(trpc.accounts.update.mutationOptions({ onSuccess: props.onClose }));
  return (
    <FormDrawer
      title={t('edit.account', { accountNo })}
      form={form}
      initial={{ tariffCode }}
      isPending={update.isPending}
      error={update.error}
      onSubmit={(values) => update.mutate({ ...values, accountId, version })}
      onClose={props.onClose}
    >
      <Form.Item name="tariffCode" label={t('tariff')} extra={t('form.tariffHint')}>
        <TariffSelect service={service} />
      </Form.Item>
    </FormDrawer>
  );
}
