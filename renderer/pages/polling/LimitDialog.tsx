import { useMutation } from '@tanstack/react-query';
import { Form, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeterId } from '../../../main/shared/ids.ts';
import { queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';

/** The agreed demand of a meter; emptied, there is none. */
export function LimitDialog(props: {
  meterId: MeterId;
  meterNo: string;
  limitMilli: number | null;
  onClose: () => void;
}) {
  const { t } = useTranslation('polling');
  const [kilowatts, setKilowatts] = useState<number | null>(props.limitMilli === null ? null : props.limitMilli / 1000);
  const save = useMutation(
    trpc.polling.saveLimit.mutationOptions({
      onSuccess: () => {
        queryClient.invalidateQueries({ queryKey: trpc.polling.pathKey() });
        props.onClose();
      },
    }),
  );
  const submit = () => {
    if (save.isPending) return;
    save.mutate({ meterId: props.meterId, demandMilli: kilowatts === null ? null : Math.round(kilowatts * 1000) });
  };
  return (
    <Modal
      open
      title={t('load.limitTitle', { meterNo: props.meterNo })}
      okText={t('save')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: save.isPending }}
      onOk={submit}
      onCancel={props.onClose}
    >
      <Form layout="vertical" onFinish={submit}>
        <Form.Item label={t('load.limit')} htmlFor="demand-limit" extra={t('load.limitHint')}>
          <InputNumber
            id="demand-limit"
            autoFocus
            min={0.001}
            max={999_999}
            precision={3}
            className="figures"
            style={{ width: 160 }}
            suffix="kW"
            value={kilowatts}
            onChange={setKilowatts}
            onPressEnter={submit}
          />
        </Form.Item>
      </Form>
      {save.error && <ErrorNote error={save.error} />}
    </Modal>
  );
}
