import { useMutation } from '@tanstack/react-query';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Outputs, trpc } from '../../app/api.ts';
import { FormDrawer } from './FormDrawer.tsx';
import { CustomerFields, type CustomerForm } from './fields.tsx';

export function EditCustomer(props: { customer: Outputs['customers']['get']; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const [form] = Form.useForm<CustomerForm>();
  const { customerId, version, name, kind, phone, note } = props.customer;
  const update = useMutation(trpc.customers.update.mutationOptions({ onSuccess: props.onClose }));
  return (
    <FormDrawer
      title={t('edit.customer')}
      form={form}
      initial={{ name, kind, phone, note }}
      isPending={update.isPending}
      error={update.error}
      onSubmit={(values) => update.mutate({ ...values, customerId, version })}
      onClose={props.onClose}
    >
      <CustomerFields autoFocus />
    </FormDrawer>
  );
}
