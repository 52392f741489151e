import { Form, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestId } from '../../../main/shared/ids.ts';
import { newRequestId } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

interface Asked {
  readonly reason: string;
  readonly requestId: RequestId;
}

/** Something with money that asks for a reason: what happens, the fields, the button. Enter submits, Esc leaves. */
export function ReasonDialog(props: {
  title: string;
  what: ReactNode;
  submit: string;
  isDanger?: boolean;
  isReady?: boolean;
  mutation: { readonly isPending: boolean; readonly error: unknown };
  onSubmit: (asked: Asked) => void;
  onClose: () => void;
  children?: ReactNode;
  /** An example of a reason, where those of charges do not fit. */
  hint?: string;
}) {
  const { t } = useTranslation('charges');
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [reason, setReason] = useState('');
  const isReady = props.isReady !== false && reason.trim().length >= 2;
  const submit = () => {
    if (isReady && !props.mutation.isPending) props.onSubmit({ reason: reason.trim(), requestId });
  };
  return (
    <Modal
      open
      title={props.title}
      okText={props.submit}
      cancelText={t('cancel')}
      okButtonProps={{ danger: props.isDanger ?? false, disabled: !isReady, loading: props.mutation.isPending }}
      onOk={submit}
      onCancel={props.onClose}
    >
      <p>{props.what}</p>
      <Form layout="vertical" onFinish={submit}>
        {props.children}
        <Form.Item label={t('reason')} htmlFor="charge-reason" style={{ marginBottom: 8 }}>
          <Input
            id="charge-reason"
            autoFocus
            maxLength={200}
            placeholder={props.hint ?? t('reasonHint')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onPressEnter={submit}
          />
        </Form.Item>
      </Form>
      {props.mutation.error !== null && props.mutation.error !== undefined && (
        <ErrorNote error={props.mutation.error} />
      )}
    </Modal>
  );
}
