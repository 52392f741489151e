import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Outputs, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';
import { FieldReport } from './FieldReport.tsx';
import { useAct } from './useAct.ts';

type File = Outputs['suspension']['get'];

/** What may be done with an order as it stands. A stop asks for the door number: it must be meant. */
export function OrderActions({ file }: { file: File }) {
  const { t } = useTranslation(['dunning', 'errors']);
  const { order, obstacle } = file;
  const mayPropose = useMay('suspension.propose');
  const mayConfirm = useMay('suspension.confirm');
  const mayReport = useMay('suspension.report');
  const { requestId, done } = useAct();
  const [isAsking, setAsking] = useState(false);
  const [door, setDoor] = useState('');
  const [text, setText] = useState('');
  const after = { onSettled: done };
  const confirm = useMutation(trpc.suspension.confirm.mutationOptions(after));
  const cancel = useMutation(trpc.suspension.cancel.mutationOptions(after));
  const call = useMutation(trpc.suspension.finalCall.mutationOptions(after));
  const recheck = useMutation(trpc.suspension.recheck.mutationOptions(after));
  const { orderId, kind } = order;
  const isStop = kind === 'suspend';
  const needsCall = isStop && file.callMinutes > 0 && order.finalCallAt === null;
  const error = confirm.error ?? cancel.error ?? call.error ?? recheck.error;
  const send = () => {
    setAsking(false);
    confirm.mutate({ orderId, requestId });
  };
  return (
    <div style={{ display: 'grid', gap: 8, margin: '12px 0' }}>
      {obstacle && <Alert type="warning" showIcon title={t(obstacle.code, { ...obstacle.params, ns: 'errors' })} />}
      {confirm.isPending && <Alert type="info" showIcon title={t('commandRuns')} />}
      {error && <ErrorNote error={error} />}
      {order.state === 'proposed' && (
        <>
          <Input
            aria-label={t(needsCall ? 'callHow' : 'cancelReason')}
            placeholder={t(needsCall ? 'callHow' : 'cancelReason')}
            maxLength={100}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
            {needsCall && mayPropose && (
              <Button
                disabled={text.trim().length < 2}
                loading={call.isPending}
                onClick={() => call.mutate({ orderId, how: text.trim(), requestId })}
              >
                {t('recordCall', { minutes: file.callMinutes })}
              </Button>
            )}
            {mayConfirm && (
              <Button
                type="primary"
                danger={isStop}
                loading={confirm.isPending}
                onClick={() => (isStop ? setAsking(true) : send())}
              >
                {t(`confirm.${kind}`)}
              </Button>
            )}
            {mayPropose && (
              <Button
                disabled={text.trim().length < 2}
                loading={cancel.isPending}
                onClick={() => cancel.mutate({ orderId, reason: text.trim(), requestId })}
              >
                {t('cancelOrder')}
              </Button>
            )}
          </div>
        </>
      )}
      {order.state === 'unknown' && order.way === 'relay' && mayConfirm && (
        <div>
          <Button loading={recheck.isPending} onClick={() => recheck.mutate({ orderId })}>
            {t('recheck')}
          </Button>
        </div>
      )}
      {order.way === 'field' && (order.state === 'sent' || order.state === 'unknown') && mayReport && (
        <FieldReport order={order} />
      )}
      <Modal
        open={isAsking}
        title={t('confirmTitle', { no: order.orderNo })}
        okText={t('confirm.suspend')}
        cancelText={t('cancel')}
        okButtonProps={{ danger: true, disabled: door.trim() !== order.doorNo }}
        onOk={send}
        onCancel={() => setAsking(false)}
      >
        <p>{t(`confirmText.${order.way}`, { name: order.customerName, door: order.doorNo, meter: order.meterNo })}</p>
        <Input
          aria-label={t('typeDoor', { door: order.doorNo })}
          placeholder={t('typeDoor', { door: order.doorNo })}
          value={door}
          onChange={(event) => setDoor(event.target.value)}
        />
      </Modal>
    </div>
  );
}
