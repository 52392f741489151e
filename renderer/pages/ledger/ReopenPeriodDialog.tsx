import { useMutation } from '@tanstack/react-query';
import { App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestId } from '../../../main/shared/ids.ts';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

/** Opens the last closed month again, with a reason that stays on the page and in the audit trail. */
export function ReopenPeriodDialog({ month, onClose }: { month: string; onClose: () => void }) {
  const { t } = useTranslation('periods');
  const { message } = App.useApp();
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [reason, setReason] = useState('');
  const reopen = useMutation(
    trpc.periods.reopen.mutationOptions({
      onSuccess: () => {
        message.success(t('reopen.done', { month }));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  const isReady = reason.trim().length >= 2;
  const submit = () => {
    if (isReady && !reopen.isPending) reopen.mutate({ month, reason, requestId });
  };
  return (
    <Modal
      open
      title={t('reopen.title', { month })}
      okText={t('reopen.submit', { month })}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, disabled: !isReady, loading: reopen.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <p>{t('reopen.what')}</p>
      <Form layout="vertical" onFinish={submit}>
        <Form.Item label={t('reopen.reason')} htmlFor="reopen-reason">
          <Input
            id="reopen-reason"
            autoFocus
            maxLength={200}
            placeholder={t('reopen.reasonHint')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onPressEnter={submit}
          />
        </Form.Item>
      </Form>
      {reopen.error && <ErrorNote error={reopen.error} />}
    </Modal>
  );
}
