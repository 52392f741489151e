import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, App, Form, Input, Modal, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestId } from '../../../main/shared/ids.ts';
import { formatYuan, parseYuan } from '../../../main/shared/money.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { JobProgress } from './JobProgress.tsx';

type Run = Outputs['billing']['runs'][number];

function yuanOf(text: string): number | undefined {
  try {
    return parseYuan(text.trim());
  } catch {
    return undefined;
  }
}

/** Takes a whole run back: what that reverses, what stands in the way, the reason, and the total typed as the yes. */
export function CancelRunDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const { t } = useTranslation('billing');
  const { message } = App.useApp();
  const { runId } = run;
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [reason, setReason] = useState('');
  const [total, setTotal] = useState('');
  const [money, setMoney] = useState<'refuse' | 'credit'>('refuse');
  const preview = useQuery({ ...trpc.billing.previewCancellation.queryOptions({ runId }), staleTime: 0 });
  const cancel = useMutation(
    trpc.billing.cancelRun.mutationOptions({
      onSuccess: ({ cancelled, isStopped }) => {
        message.success(t(isStopped ? 'cancelRun.stopped' : 'cancelRun.done', { bills: cancelled }));
        queryClient.invalidateQueries();
        if (!isStopped) onClose();
      },
      onError: () => preview.refetch(),
    }),
  );
  const stop = useMutation(trpc.billing.stopCancelling.mutationOptions());
  const { data } = preview;
  const begun = data?.begun ?? null;
  const totalFen = begun?.amountFen ?? data?.amountFen;
  const why = begun?.reason ?? reason.trim();
  const isReady = data?.obstacleCount === 0 && why.length >= 2 && yuanOf(total) === totalFen;
  const submit = () => {
    if (!isReady || totalFen === undefined || cancel.isPending) return;
    cancel.mutate({ runId, reason: why, expectedAmountFen: totalFen, money, requestId });
  };
  return (
    <Modal
      open
      width={640}
      title={t('cancelRun.title', { month: run.month, service: t(`services.${run.service}`) })}
      okText={t(begun ? 'cancelRun.goOn' : 'cancelRun.submit')}
      cancelText={t('correction.cancel')}
      okButtonProps={{ danger: true, disabled: !isReady, loading: cancel.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      {preview.isPending && <Skeleton active paragraph={{ rows: 4 }} />}
      {preview.error && <ErrorNote error={preview.error} onRetry={() => preview.refetch()} />}
      {data && (
        <>
          <p>{t('cancelRun.what', { bills: data.bills, amount: formatYuan(data.amountFen) })}</p>
          {data.correctedBills > 0 && <p>{t('cancelRun.corrected', { bills: data.correctedBills })}</p>}
          {begun && (
            <Alert type="warning" showIcon title={t('cancelRun.begun', { bills: begun.bills, reason: begun.reason })} />
          )}
          {data.obstacleCount > 0 && <Obstacles preview={data} />}
          <Form layout="vertical" onFinish={submit} style={{ marginTop: 12 }}>
            {data.paidBills > 0 && (
              <Form.Item label={t('cancelRun.paid', { bills: data.paidBills, amount: formatYuan(data.paidFen) })}>
                <Radio.Group
                  value={money}
                  onChange={(event) => setMoney(event.target.value)}
                  options={[
                    { value: 'refuse', label: t('cancelRun.refuse') },
                    { value: 'credit', label: t('cancelRun.credit') },
                  ]}
                />
              </Form.Item>
            )}
            {!begun && (
              <Form.Item label={t('cancelRun.reason')} htmlFor="cancel-reason">
                <Input
                  id="cancel-reason"
                  maxLength={200}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
              </Form.Item>
            )}
            <Form.Item label={t('cancelRun.typeTotal', { amount: formatYuan(totalFen ?? 0) })} htmlFor="cancel-total">
              <Input
                id="cancel-total"
                className="figures"
                autoComplete="off"
                inputMode="decimal"
                style={{ width: 220 }}
                value={total}
                onChange={(event) => setTotal(event.target.value)}
                onPressEnter={submit}
              />
            </Form.Item>
          </Form>
        </>
      )}
      {cancel.isPending && (
        <JobProgress
          job={`billing.cancel ${runId}`}
          label={(at) => t('cancelRun.running', at)}
          onStop={() => stop.mutate({ runId })}
        />
      )}
      {cancel.error && <ErrorNote error={cancel.error} />}
    </Modal>
  );
}

function Obstacles({ preview }: { preview: Outputs['billing']['previewCancellation'] }) {
  const { t } = useTranslation('billing');
  return (
    <Alert
      type="error"
      showIcon
      title={t('cancelRun.obstacles', { bills: preview.obstacleCount })}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 18, maxHeight: 160, overflow: 'auto' }}>
          {preview.obstacles.map((bill) => (
            <li key={bill.billId}>
              {t(`cancelRun.${bill.kind}`, {
                door: bill.doorNo,
                name: bill.customerName,
                billNo: bill.billNo,
                month: bill.month,
              })}
            </li>
          ))}
        </ul>
      }
    />
  );
}
