import { useMutation } from '@tanstack/react-query';
import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { normaliseCode } from '../../../main/modules/cylinders/code.domain.ts';
import { newRequestId, type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

/** Scrapping is for ever, so the code is asked for: scanned or typed. */
export function ScrapModal(props: { cylinder: Outputs['cylinders']['one']; onClose: () => void }) {
  const { t } = useTranslation('cylinders');
  const { cylinder } = props;
  const [form] = Form.useForm<{ reason: string; code: string }>();
  const [requestId] = useState(newRequestId);
  const scrap = useMutation(trpc.cylinders.scrap.mutationOptions({ onSuccess: props.onClose }));
  const isSame = (text: string) => normaliseCode(text ?? '') === cylinder.code;
  return (
    <Modal
      open
      title={t('scrap.title', { code: cylinder.code })}
      okText={t('scrap.save')}
      cancelText={t('form.cancel')}
      okButtonProps={{ danger: true, loading: scrap.isPending }}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      {scrap.error && <ErrorNote error={scrap.error} />}
      <p>{t('scrap.warning')}</p>
      <Form
        form={form}
        className="tight"
        labelCol={{ flex: '92px' }}
        requiredMark={false}
        onFinish={({ reason }) =>
          scrap.mutate({ cylinderId: cylinder.id, version: cylinder.version, reason, requestId: requestId as never })
        }
      >
        <Form.Item
          name="reason"
          label={t('scrap.reason')}
          rules={[{ required: true, min: 2, message: t('form.reasonNeeded') }]}
        >
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('scrap.code')}
          rules={[
            {
              validator: (_, text: string) =>
                isSame(text) ? Promise.resolve() : Promise.reject(t('scrap.codeNeeded', { code: cylinder.code })),
            },
          ]}
        >
          <Input autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
