import { useMutation } from '@tanstack/react-query';
import { Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newRequestId, type Outputs, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';

/** Takes a meter off its account; it stays on the wall and can be given to the next. */
export function UnassignMeter(props: { meter: Outputs['meters']['get']; onClose: () => void }) {
  const { t } = useTranslation('meters');
  const { today } = useToday();
  const { meter } = props;
  const [requestId] = useState(newRequestId);
  const [toOn, setToOn] = useState<string | null>(today);
  const unassign = useMutation(trpc.meters.unassign.mutationOptions({ onSuccess: props.onClose }));
  return (
    <Modal
      open
      title={t('unassign.title', { meterNo: meter.meterNo })}
      okText={t('unassign.save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !toOn, loading: unassign.isPending }}
      onCancel={props.onClose}
      onOk={() => toOn && unassign.mutate({ meterId: meter.meterId, toOn, requestId: requestId as never })}
    >
      {unassign.error && <ErrorNote error={unassign.error} />}
      <p>{t('unassign.what', { accountNo: meter.accountNo, name: meter.customerName, door: meter.doorNo })}</p>
      <Form labelCol={{ flex: '92px' }}>
        <Form.Item label={t('toOn')} extra={t('unassign.hint')}>
          <DayInput value={toOn} onChange={setToOn} label={t('toOn')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
