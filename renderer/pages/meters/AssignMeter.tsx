import { useMutation } from '@tanstack/react-query';
import { Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newRequestId, type Outputs, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import { AccountSearch } from '../customers/AccountSearch.tsx';
import type { SearchHit } from '../customers/useAccountSearch.ts';

/** Finds the account a meter will measure for. */
export function AssignMeter(props: { meter: Outputs['meters']['get']; onClose: () => void }) {
  const { t } = useTranslation('meters');
  const { today } = useToday();
  const { meter } = props;
  const [requestId] = useState(newRequestId);
  const [hit, setHit] = useState<SearchHit>();
  const [fromOn, setFromOn] = useState<string | null>(today);
  const assign = useMutation(trpc.meters.assign.mutationOptions({ onSuccess: props.onClose }));
  return (
    <Modal
      open
      title={t('assign.title', { meterNo: meter.meterNo })}
      okText={t('assign.save')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !hit || !fromOn, loading: assign.isPending }}
      onCancel={props.onClose}
      onOk={() =>
        hit &&
        fromOn &&
        assign.mutate({ meterId: meter.meterId, accountId: hit.accountId, fromOn, requestId: requestId as never })
      }
    >
      {assign.error && <ErrorNote error={assign.error} />}
      <Form labelCol={{ flex: '92px' }} style={{ marginTop: 12 }}>
        <Form.Item label={t('account')}>
          <AccountSearch autoFocus onPick={setHit} />
          {hit && (
            <p className="figures" style={{ margin: '8px 0 0' }}>
              <strong>{hit.customerName}</strong> {hit.doorNo} {t(`service.${hit.service}`)} {hit.accountNo}
            </p>
          )}
        </Form.Item>
        <Form.Item label={t('fromOn')} extra={t('assign.hint')}>
          <DayInput value={fromOn} onChange={setFromOn} min={meter.installedOn} label={t('fromOn')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
