import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { proposedDueDate } from '../../../main/modules/safety/hazards.domain.ts';
import type { HazardGrade } from '../../../main/modules/safety/hazards.schema.ts';
import { AccountId, type PhotoId } from '../../../main/shared/ids.ts';
import { newRequestId, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import { AccountSearch } from '../customers/AccountSearch.tsx';
import { PhotoField } from './PhotoField.tsx';

interface ReportForm {
  readonly place: string;
  readonly description: string;
  readonly grade: HazardGrade;
  readonly dueOn: string;
  readonly responsible: string;
  readonly photoId: PhotoId | null;
}

/** A hazard somebody reported outside any inspection; a household may be named, the station itself needs none. */
export function ReportHazardModal(props: { onClose: () => void; onDone: (hazardId: number) => void }) {
  const { t } = useTranslation('safety');
  const { today } = useToday();
  const [form] = Form.useForm<ReportForm>();
  const [requestId] = useState(newRequestId);
  const [accountId, setAccountId] = useState<AccountId | null>(null);
  const report = useMutation(trpc.hazards.report.mutationOptions({ onSuccess: (hazardId) => props.onDone(hazardId) }));
  const required = [{ required: true, message: t('required') }];
  return (
    <Modal
      open
      title={t('report.open')}
      okText={t('report.submit')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: report.isPending }}
      mask={{ closable: false }}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      {report.error && <ErrorNote error={report.error} />}
      <Form
        form={form}
        labelCol={{ flex: '76px' }}
        requiredMark={false}
        initialValues={{ grade: 'general', dueOn: proposedDueDate('general', today), photoId: null, responsible: '' }}
        onFinish={(values: ReportForm) => report.mutate({ ...values, accountId, requestId: requestId as never })}
      >
        <Form.Item label={t('report.household')} extra={t('report.householdHint')}>
          <AccountSearch
            autoFocus
            onPick={(hit) => {
              setAccountId(AccountId.parse(hit.accountId));
              form.setFieldsValue({ place: `${hit.doorNo} ${hit.customerName}`, responsible: hit.customerName });
            }}
          />
        </Form.Item>
        <Form.Item name="place" label={t('hazard.place')} rules={required}>
          <Input maxLength={80} onChange={() => setAccountId(null)} />
        </Form.Item>
        <Form.Item
          name="description"
          label={t('hazard.description')}
          rules={[{ required: true, min: 2, message: t('required') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="grade" label={t('hazard.grade')}>
          <Radio.Group
            options={(['general', 'serious'] as const).map((value) => ({ value, label: t(`grade.${value}`) }))}
            onChange={(event) => form.setFieldValue('dueOn', proposedDueDate(event.target.value as HazardGrade, today))}
          />
        </Form.Item>
        <Form.Item name="dueOn" label={t('hazard.dueOn')} rules={required}>
          <DayInput min={today} />
        </Form.Item>
        <Form.Item name="responsible" label={t('hazard.responsible')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="photoId" label={t('photo.title')}>
          <PhotoField />
        </Form.Item>
      </Form>
    </Modal>
  );
}
