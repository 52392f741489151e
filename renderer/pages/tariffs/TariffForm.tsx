import { useMutation } from '@tanstack/react-query';
import { Alert, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import { commandOf, type FormValues, type Opening, valuesOf } from './form-values.ts';
import { HeadFields } from './HeadFields.tsx';
import { useIssueText } from './issues.ts';
import { PartList } from './PartList.tsx';
import { usePartTexts } from './parts.ts';
import { SchemeFields } from './SchemeFields.tsx';
import { SeasonFields } from './SeasonFields.tsx';

/** A version as a form. What it has no fields for is listed as it will be kept. */
export function TariffForm(props: { opening: Opening; onClose: () => void; onCreated: (tariffId: number) => void }) {
  const { t } = useTranslation('tariffs');
  const { today } = useToday();
  const [form] = Form.useForm<FormValues>();
  const [faults, setFaults] = useState<readonly string[]>([]);
  const issueText = useIssueText();
  const partTexts = usePartTexts();
  const create = useMutation(trpc.tariffs.create.mutationOptions({ onSuccess: props.onCreated }));
  const { document, isTemplate } = props.opening;
  const kept = document ? partTexts(document).filter((part) => !part.isInForm) : [];

  function save(): void {
    // All of the form's values: household limits have no field.
    const parsed = commandOf(form.getFieldsValue(true), document);
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
      {isTemplate && <Alert type="warning" showIcon title={t('templateWarning')} style={{ marginBottom: 12 }} />}
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
        <Form.Item name="source" label={t('source')}>
          <Input maxLength={300} placeholder={t('sourceHint')} />
        </Form.Item>
      </Form>
      {kept.length > 0 && <PartList title={t('keptParts')} parts={kept} />}
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
