import { useMutation } from '@tanstack/react-query';
import { Alert, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import { FurtherFields } from './FurtherFields.tsx';
import { commandOf, type FormValues, type Opening, valuesOf } from './form-values.ts';
import { HeadFields } from './HeadFields.tsx';
import { useIssueText } from './issues.ts';
import { SchemeFields } from './SchemeFields.tsx';
import { SeasonFields } from './SeasonFields.tsx';

/** A version as a form: all a document can say, the parts few tariffs have folded away. */
export function TariffForm(props: { opening: Opening; onClose: () => void; onCreated: (tariffId: number) => void }) {
  const { t } = useTranslation('tariffs');
  const { today } = useToday();
  const [form] = Form.useForm<FormValues>();
  const [faults, setFaults] = useState<readonly string[]>([]);
  const issueText = useIssueText();
  const create = useMutation(trpc.tariffs.create.mutationOptions({ onSuccess: props.onCreated }));

  function save(): void {
    // All values, those of folded parts too.
    const parsed = commandOf(form.getFieldsValue(true));
    setFaults(parsed.success ? [] : parsed.error.issues.map(issueText));
    if (parsed.success) create.mutate(parsed.data);
  }

  return (
    <Modal
      open
      width={880}
      title={t('create')}
      okText={t('save')}
      cancelText={t('cancel')}
      confirmLoading={create.isPending}
      onOk={() => form.submit()}
      onCancel={props.onClose}
      style={{ top: 32 }}
      styles={{ body: { maxHeight: 'calc(100vh - 210px)', overflowY: 'auto', overflowX: 'hidden', paddingRight: 8 } }}
      mask={{ closable: false }}
    >
      {props.opening.isTemplate && (
        <Alert type="warning" showIcon title={t('templateWarning')} style={{ marginBottom: 12 }} />
      )}
      <Form<FormValues>
        form={form}
        layout="vertical"
        requiredMark={false}
        scrollToFirstError
        onFinish={save}
        onValuesChange={() => setFaults([])}
        initialValues={valuesOf(props.opening, today)}
      >
        <HeadFields />
        <SchemeFields name={['scheme']} path={['scheme']} />
        <SeasonFields />
        <FurtherFields />
        <Form.Item name="source" label={t('source')}>
          <Input maxLength={300} placeholder={t('sourceHint')} />
        </Form.Item>
      </Form>
      {faults.length > 0 && (
        <Alert
          type="error"
          showIcon
          title={t('invalid')}
          description={faults.map((fault) => <div key={fault}>{fault}</div>)}
        />
      )}
      {create.error && <ErrorNote error={create.error} />}
    </Modal>
  );
}
