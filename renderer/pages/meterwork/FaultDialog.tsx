import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatYuan } from '../../../main/shared/money.ts';
import { type Inputs, newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';
import { FaultFields, type FaultForm, foundOf } from './FaultFields.tsx';
import { FaultTable } from './FaultTable.tsx';

type Asked = Inputs['meterwork']['previewFault'];

const EMPTY: FaultForm = { cause: 'error', percent: '', isStartKnown: false, fromOn: null, foundOn: null };

/** A meter found wrong by a test: what it is, every bill before and after, then the certificate and yes. */
export function FaultDialog(props: {
  meter: Outputs['meters']['get'];
  /** What an error test found. */
  found?: { readonly percent: string; readonly certificateNo: string };
  onClose: () => void;
}) {
  const { meter, found, onClose } = props;
  const { t } = useTranslation('meterwork');
  const { today } = useToday();
  const { message } = App.useApp();
  const [form, setForm] = useState<FaultForm>({ ...EMPTY, percent: found?.percent ?? '' });
  const [asked, setAsked] = useState<Asked>();
  const [told, setTold] = useState({ certificateNo: found?.certificateNo ?? '', reason: '' });
  const [requestId, setRequestId] = useState(newRequestId);
  const preview = useQuery({
    ...trpc.meterwork.previewFault.queryOptions(asked as Asked),
    enabled: asked !== undefined,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  const settle = useMutation(
    trpc.meterwork.backBill.mutationOptions({
      onSuccess: ({ billNo, amountFen }) => {
        const amount = formatYuan(Math.abs(amountFen));
        message.success(
          billNo === null ? t('fault.doneRefund', { amount }) : t('fault.doneCharge', { billNo, amount }),
        );
        queryClient.invalidateQueries();
        onClose();
      },
      onError: () => preview.refetch(),
    }),
  );
  const fault = foundOf(form);
  const { fromOn, foundOn, isStartKnown } = form;
  const seen = asked && !preview.error ? preview.data : undefined;
  const isReady = seen !== undefined && told.certificateNo.trim() !== '' && told.reason.trim().length >= 2;
  const ask = () => {
    if (fault && fromOn && foundOn) setAsked({ meterId: meter.meterId, fault, isStartKnown, fromOn, foundOn });
  };
  const submit = () => {
    if (!isReady || !asked || settle.isPending) return;
    settle.mutate({ ...asked, ...told, expectedAmountFen: seen.amountFen, requestId: requestId as never });
  };
  return (
    <Modal
      open
      width={1000}
      title={t('fault.title', { meterNo: meter.meterNo })}
      okText={t(seen && seen.amountFen < 0 ? 'fault.submitRefund' : 'fault.submitCharge')}
      cancelText={t('cancel')}
      okButtonProps={{ danger: true, disabled: !isReady, loading: settle.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <p>{t('fault.what')}</p>
      <Form layout="vertical" onFinish={ask}>
        <FaultFields
          value={form}
          today={today}
          onChange={(value) => {
            setForm(value);
            setAsked(undefined);
            setRequestId(newRequestId());
            settle.reset();
          }}
        />
        <Form.Item>
          <Button htmlType="submit" disabled={!fault || !fromOn || !foundOn} loading={preview.isFetching}>
            {t('preview')}
          </Button>
        </Form.Item>
      </Form>
      {asked && preview.error && <ErrorNote error={preview.error} />}
      {seen && (
        <>
          <FaultTable fault={seen} unit={seen.unit} />
          <Outcome seen={seen} />
          <Form layout="vertical" onFinish={submit}>
            <div style={{ display: 'flex', gap: 24 }}>
              <Form.Item label={t('fault.certificate')} htmlFor="fault-certificate">
                <Input
                  id="fault-certificate"
                  autoComplete="off"
                  maxLength={60}
                  style={{ width: 240 }}
                  value={told.certificateNo}
                  onChange={(event) => setTold({ ...told, certificateNo: event.target.value })}
                  onPressEnter={submit}
                />
              </Form.Item>
              <Form.Item label={t('reason')} htmlFor="fault-reason" style={{ flex: 1 }}>
                <Input
                  id="fault-reason"
                  maxLength={200}
                  placeholder={t('fault.reasonHint')}
                  value={told.reason}
                  onChange={(event) => setTold({ ...told, reason: event.target.value })}
                  onPressEnter={submit}
                />
              </Form.Item>
            </div>
          </Form>
        </>
      )}
      {settle.error && <ErrorNote error={settle.error} />}
    </Modal>
  );
}

function Outcome({ seen }: { seen: Outputs['meterwork']['previewFault'] }) {
  const { t } = useTranslation('meterwork');
  const { amountFen, accountNo, customerName } = seen;
  const amount = formatYuan(Math.abs(amountFen));
  return (
    <Alert
      showIcon
      type={amountFen > 0 ? 'warning' : 'info'}
      style={{ margin: '12px 0' }}
      title={`${t('fault.account')} ${accountNo} ${customerName}`}
      description={amountFen > 0 ? t('fault.charge', { amount }) : t('fault.refund', { amount, accountNo })}
    />
  );
}
