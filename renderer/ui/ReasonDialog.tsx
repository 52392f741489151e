import { Form, Modal } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestId } from '../../main/shared/ids.ts';
import { newRequestId } from '../app/api.ts';
import { ErrorNote } from './ErrorNote.tsx';
import { isReasoned, NO_REASON, ReasonFields, type TypedYes } from './ReasonFields.tsx';

interface Asked {
  readonly reason: string;
  readonly requestId: RequestId;
}

/** Something that asks for a reason: what happens, the fields, the button. Enter submits, Esc leaves. */
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
  label?: string;
  hint?: string;
  typedYes?: TypedYes;
}) {
  const { t } = useTranslation('shell');
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [text, setText] = useState(NO_REASON);
  const body = useRef<HTMLDivElement>(null);
  const isReady = props.isReady !== false && isReasoned(text, props.typedYes);
  const submit = () => {
    if (isReady && !props.mutation.isPending) props.onSubmit({ reason: text.reason.trim(), requestId });
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
      // The dialog takes the focus as it opens; what is typed then belongs to its first field.
      afterOpenChange={(isOpen) => isOpen && body.current?.querySelector<HTMLInputElement>('.ant-input')?.focus()}
    >
      <div ref={body}>
        <p>{props.what}</p>
        <Form layout="vertical" onFinish={submit}>
          {props.children}
          <ReasonFields
            id="dialog"
            value={text}
            onChange={setText}
            onEnter={submit}
            {...(props.label && { label: props.label })}
            hint={props.hint}
            typedYes={props.typedYes}
          />
        </Form>
        {!!props.mutation.error && <ErrorNote error={props.mutation.error} />}
      </div>
    </Modal>
  );
}
