import { useMutation } from '@tanstack/react-query';
import { Form, Input, type InputRef, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestId } from '../../../main/shared/ids.ts';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

/** What was found or done, in a few words: it stays with the alert. */
export function DecideDialog(props: {
  alertIds: readonly number[];
  decision: 'acknowledge' | 'close';
  onClose: (isDone: boolean) => void;
}) {
  const { t } = useTranslation('polling');
  const { alertIds, decision, onClose } = props;
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [note, setNote] = useState('');
  const input = useRef<InputRef>(null);
  const decide = useMutation(
    trpc.polling.decideAlerts.mutationOptions({
      onSuccess: () => {
        queryClient.invalidateQueries({ queryKey: trpc.polling.pathKey() });
        onClose(true);
      },
    }),
  );
  const isReady = note.trim().length >= 2;
  const submit = () => {
    if (isReady && !decide.isPending) decide.mutate({ alertIds: [...alertIds], decision, note, requestId });
  };
  return (
    <Modal
      open
      title={t(`alerts.${decision}Title`, { count: alertIds.length })}
      okText={t(`alerts.${decision}Do`)}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady, loading: decide.isPending }}
      afterOpenChange={(open) => open && input.current?.focus()}
      onOk={submit}
      onCancel={() => onClose(false)}
    >
      <Form layout="vertical" onFinish={submit}>
        <Form.Item label={t('alerts.note')} htmlFor="alert-note" extra={t(`alerts.${decision}Hint`)}>
          <Input
            id="alert-note"
            ref={input}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            onPressEnter={submit}
          />
        </Form.Item>
      </Form>
      {decide.error && <ErrorNote error={decide.error} />}
    </Modal>
  );
}
