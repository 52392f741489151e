import { Button, Drawer, Form, type FormInstance } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

/** A form at the side of its record: fields, Cancel, Save. Enter saves, Esc leaves; a refusal stands above the fields. */
export function FormDrawer<Values extends object>(props: {
  title: string;
  saveLabel?: string;
  form: FormInstance<Values>;
  initial: Partial<Values>;
  isPending: boolean;
  error: unknown;
  onSubmit: (values: Values) => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation('customers');
  return (
    <Drawer
      open
      size={460}
      title={props.title}
      onClose={props.onClose}
      mask={{ closable: false }}
      footer={
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <Button onClick={props.onClose}>{t('form.cancel')}</Button>
          <Button type="primary" loading={props.isPending} onClick={() => props.form.submit()}>
            {props.saveLabel ?? t('form.save')}
          </Button>
        </div>
      }
    >
      {!!props.error && <ErrorNote error={props.error} />}
      <Form<Values>
        form={props.form}
        layout="horizontal"
        labelCol={{ flex: '92px' }}
        requiredMark={false}
        initialValues={props.initial}
        onFinish={props.onSubmit}
        style={{ marginTop: 8 }}
      >
        {props.children}
        <button type="submit" className="visually-hidden" tabIndex={-1} aria-hidden>
          {props.saveLabel ?? t('form.save')}
        </button>
      </Form>
    </Drawer>
  );
}
