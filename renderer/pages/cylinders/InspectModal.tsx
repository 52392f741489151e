import { useMutation, useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ruleFor } from '../../../main/modules/cylinders/cylinders.domain.ts';
import { addYears } from '../../../main/shared/dates.ts';
import { newRequestId, type Outputs, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KilogramInput } from '../../ui/KilogramInput.tsx';
import { useToday } from '../../ui/useToday.ts';

interface InspectForm {
  readonly inspectedOn: string;
  readonly nextInspectionOn: string;
  readonly tareGrams: number;
  readonly body: string;
  readonly extendsLife: boolean;
}

/** A passed periodic inspection. The next date is the stamped one; the rule only proposes. */
export function InspectModal(props: { cylinder: Outputs['cylinders']['one']; onClose: () => void }) {
  const { t } = useTranslation('cylinders');
  const { cylinder } = props;
  const { today } = useToday();
  const [form] = Form.useForm<InspectForm>();
  const [requestId] = useState(newRequestId);
  const types = useQuery(trpc.cylinders.types.queryOptions());
  const inspect = useMutation(trpc.cylinders.inspect.mutationOptions({ onSuccess: props.onClose }));
  const rules = types.data?.find(({ code }) => code === cylinder.typeCode)?.rules ?? [];
  const rule = ruleFor(rules, cylinder.madeOn);
  const extendsLife = Form.useWatch('extendsLife', form) ?? false;
  const scrapOn = extendsLife && rule ? addYears(cylinder.scrapOn, rule.extensionYears) : cylinder.scrapOn;
  const propose = (on: string | null, until: string) => {
    if (!on || !rule) return;
    const next = addYears(on, rule.intervalYears);
    form.setFieldValue('nextInspectionOn', next < until ? next : until);
  };
  const required = [{ required: true, message: t('form.required') }];
  return (
    <Modal
      open
      title={t('inspect.title', { code: cylinder.code })}
      okText={t('inspect.save')}
      cancelText={t('form.cancel')}
      okButtonProps={{ loading: inspect.isPending }}
      mask={{ closable: false }}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      {inspect.error && <ErrorNote error={inspect.error} />}
      <Form
        form={form}
        className="tight"
        labelCol={{ flex: '108px' }}
        requiredMark={false}
        initialValues={{ inspectedOn: today, tareGrams: cylinder.tareGrams, extendsLife: false, body: '' }}
        onFinish={(values: InspectForm) =>
          inspect.mutate({
            ...values,
            cylinderId: cylinder.id,
            version: cylinder.version,
            requestId: requestId as never,
          })
        }
      >
        <Form.Item name="inspectedOn" label={t('inspect.on')} rules={required}>
          <DayInput max={today} onChange={(on) => propose(on, scrapOn)} />
        </Form.Item>
        <Form.Item
          name="body"
          label={t('inspect.body')}
          rules={[{ required: true, min: 2, message: t('form.required') }]}
        >
          <Input autoFocus maxLength={80} />
        </Form.Item>
        <Form.Item name="tareGrams" label={t('tare')} rules={required} extra={t('inspect.tareHint')}>
          <KilogramInput />
        </Form.Item>
        <Form.Item name="nextInspectionOn" label={t('nextInspectionOn')} rules={required} extra={t('inspect.nextHint')}>
          <DayInput />
        </Form.Item>
        {!cylinder.isLifeExtended && !!rule?.extensionYears && (
          <Form.Item name="extendsLife" valuePropName="checked" label={t('form.life')}>
            <Checkbox>{t('inspect.extend', { years: rule.extensionYears })}</Checkbox>
          </Form.Item>
        )}
        <Form.Item label={t('scrapOn')}>
          <span className="figures">{scrapOn}</span>
        </Form.Item>
      </Form>
    </Modal>
  );
}
