import { useMutation } from '@tanstack/react-query';
import { App, Button, Form, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { MeterService } from '../../../main/modules/meters/meters.schema.ts';
import { newRequestId, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useToday } from '../../ui/useToday.ts';
import { MeterFields } from './MeterFields.tsx';
import { type MeterForm, meterOf, usualMeter } from './meter-form.ts';

export function NewMeterPage() {
  const { t } = useTranslation('meters');
  const navigate = useNavigate();
  const { message } = App.useApp();
  const { today } = useToday();
  const [service, setService] = useState<MeterService>('electricity');
  const [requestId] = useState(newRequestId);
  const [form] = Form.useForm<MeterForm & { installedOn: string }>();
  const create = useMutation(
    trpc.meters.create.mutationOptions({
      onSuccess: (meterId) => {
        message.success(t('created', { meterNo: form.getFieldValue('meterNo') }));
        navigate(`/meters/${meterId}`, { replace: true });
      },
    }),
  );
  const initial = { ...usualMeter(service), installedOn: today };
  return (
    <PageFrame title={t('create')} extra={<Button onClick={() => navigate(-1)}>{t('cancel')}</Button>}>
      <div style={{ maxWidth: 1000 }}>
        {create.error && <ErrorNote error={create.error} />}
        <Form
          form={form}
          labelCol={{ flex: '100px' }}
          requiredMark={false}
          initialValues={initial}
          onFinish={({ installedOn, ...values }) =>
            create.mutate({ ...meterOf(values), installedOn, service, requestId: requestId as never })
          }
        >
          <Form.Item label={t('serviceTitle')}>
            <Segmented<MeterService>
              value={service}
              options={MeterService.options.map((value) => ({ value, label: t(`service.${value}`) }))}
              onChange={(value) => {
                setService(value);
                const { digits, decimals } = usualMeter(value);
                form.setFieldsValue({ digits, decimals });
              }}
            />
          </Form.Item>
          <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', columnGap: 24, alignItems: 'start' }}>
            <MeterFields service={service} autoFocus />
            <Form.Item
              name="installedOn"
              label={t('installedOn')}
              rules={[{ required: true, message: t('form.required') }]}
            >
              <DayInput />
            </Form.Item>
          </div>
          <Form.Item label=" " colon={false}>
            <Button type="primary" htmlType="submit" loading={create.isPending}>
              {t('save')}
            </Button>
          </Form.Item>
        </Form>
      </div>
    </PageFrame>
  );
}
