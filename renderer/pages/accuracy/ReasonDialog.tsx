import { useMutation } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

/** Settles an event or voids a test: what both take is a reason. */
export function ReasonDialog(props: { kind: 'settle' | 'void'; id: number; onClose: () => void }) {
  const { t } = useTranslation('accuracy');
  const { kind, id, onClose } = props;
  const [text, setText] = useState('');
  const [requestId] = useState(newRequestId);
  const onSuccess = () => {
    queryClient.invalidateQueries();
    onClose();
  };
  const settle = useMutation(trpc.accuracy.settleEvent.mutationOptions({ onSuccess }));
  const voiding = useMutation(trpc.accuracy.voidTest.mutationOptions({ onSuccess }));
  const pending = kind === 'settle' ? settle : voiding;
  const isReady = text.trim().length >= 2 && !pending.isPending;
  const submit = () => {
    if (!isReady) return;
    const common = { requestId: requestId as never };
    if (kind === 'settle') settle.mutate({ meterEventId: id, note: text.trim(), ...common });
    else voiding.mutate({ testId: id, reason: text.trim(), ...common });
  };
  return (
    <Modal
      open
      title={t(`reason.title.${kind}`)}
      okText={t(`reason.submit.${kind}`)}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !isReady, danger: kind === 'void' }}
      confirmLoading={pending.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <p style={{ marginTop: 0 }}>{t(`reason.what.${kind}`)}</p>
      <Input
        autoFocus
        aria-label={t(`reason.label.${kind}`)}
        addonBefore={t(`reason.label.${kind}`)}
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={submit}
      />
      {pending.error && <ErrorNote error={pending.error} />}
    </Modal>
  );
}
