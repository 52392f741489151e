import { useMutation } from '@tanstack/react-query';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Outputs, trpc } from '../../app/api.ts';
import { FormDrawer } from '../customers/FormDrawer.tsx';
import { MeterFields } from './MeterFields.tsx';
import { type MeterForm, meterOf } from './meter-form.ts';

export function EditMeter(props: { meter: Outputs['meters']['get']; onClose: () => void }) {
  const { t } = useTranslation('meters');
  const [form] = Form.useForm<MeterForm>();
  const { meterId, version, service, ...meter } = props.meter;
  const update = useMutation(trpc.meters.update.mutationOptions({ onSuccess: props.onClose }));
  return (
    <FormDrawer
      title={t('editTitle', { meterNo: meter.meterNo })}
      form={form}
      initial={meter}
      isPending={update.isPending}
      error={update.error}
      onSubmit={(values) => update.mutate({ ...meterOf(values), meterId, version })}
      onClose={props.onClose}
    >
      <MeterFields service={service} autoFocus />
    </FormDrawer>
  );
}
