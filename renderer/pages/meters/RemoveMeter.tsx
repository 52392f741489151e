import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newRequestId, type Outputs, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';

/** Removal is for good, so the meter's number is asked for. */
export function RemoveMeter(props: { meter: Outputs['meters']['get']; onClose: () => void }) {
  const { t } = useTranslation('meters');
  const { today } = useToday();
  const { meterId, meterNo, version, installedOn, accountNo } = props.meter;
  const [form] = Form.useForm<{ removedOn: string; typed: string }>();
  const [requestId] = useState(newRequestId);
  const remove = useMutation(trpc.meters.remove.mutationOptions({ onSuccess: props.onClose }));
  return (
    <Modal
      open
      title={t('remove.title', { meterNo })}
      okText={t('remove.save')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, loading: remove.isPending }}
      onCancel={props.onClose}
      onOk={() => form.submit()}
    >
      {remove.error && <ErrorNote error={remove.error} />}
      <p>{accountNo ? t('remove.whatAssigned', { accountNo }) : t('remove.what')}</p>
      <Form
        form={form}
        labelCol={{ flex: '92px' }}
        requiredMark={false}
        initialValues={{ removedOn: today, typed: '' }}
        onFinish={({ removedOn }) => remove.mutate({ meterId, version, removedOn, requestId: requestId as never })}
      >
        <Form.Item name="removedOn" label={t('removedOn')} rules={[{ required: true, message: t('form.required') }]}>
          <DayInput min={installedOn} />
        </Form.Item>
        <Form.Item
          name="typed"
          label={t('meterNo')}
          rules={[
            {
              validator: (_, text: string) =>
                text?.trim() === meterNo ? Promise.resolve() : Promise.reject(t('remove.typeNumber', { meterNo })),
            },
          ]}
        >
          <Input autoFocus autoComplete="off" className="figures" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
