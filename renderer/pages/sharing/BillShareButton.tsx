import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Form, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequestId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { DayInput } from '../../ui/DayInput.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useToday } from '../../ui/useToday.ts';

type Issued = NonNullable<Outputs['sharing']['month']['issued']>;

/** Bills the shares of a month after showing how many bills, how much in all, and until when. */
export function BillShareButton({ issued }: { issued: Issued }) {
  const { t } = useTranslation('sharing');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('bill')}
      </Button>
      {isOpen && <BillDialog issued={issued} onClose={() => setOpen(false)} />}
    </>
  );
}

function BillDialog({ issued, onClose }: { issued: Issued; onClose: () => void }) {
  const { t } = useTranslation('sharing');
  const { message } = App.useApp();
  const { today } = useToday();
  const { runId, month } = issued;
  const [requestId] = useState(() => RequestId.parse(newRequestId()));
  const [chosen, setChosen] = useState<string | null>();
  const preview = useQuery(trpc.sharing.previewBills.queryOptions({ runId }));
  const dueOn = chosen === undefined ? preview.data?.dueOn : chosen;
  const bill = useMutation(
    trpc.sharing.bill.mutationOptions({
      onSuccess: (bills) => {
        message.success(t('billDone', { bills }));
        queryClient.invalidateQueries();
        onClose();
      },
    }),
  );
  const { data } = preview;
  const submit = () => {
    if (data && dueOn && !bill.isPending) bill.mutate({ runId, dueOn, expectedTotalFen: data.amountFen, requestId });
  };
  return (
    <Modal
      open
      title={t('billTitle', { month })}
      okText={data ? t('billSubmit', { bills: data.bills, amount: formatYuan(data.amountFen) }) : t('bill')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: !data || data.bills === 0 || !dueOn, loading: bill.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      {preview.error && <ErrorNote error={preview.error} onRetry={() => preview.refetch()} />}
      {preview.isPending && <Skeleton active paragraph={{ rows: 3 }} />}
      {data && (
        <>
          <p>{t('billWhat', { bills: data.bills, amount: formatYuan(data.amountFen) })}</p>
          {data.without > 0 && <p>{t('billWithout', { count: data.without })}</p>}
          <Form layout="vertical" onFinish={submit}>
            <Form.Item label={t('billDueOn')} htmlFor="share-due">
              <DayInput id="share-due" min={today} value={dueOn ?? null} onChange={setChosen} />
            </Form.Item>
          </Form>
        </>
      )}
      {bill.error && <ErrorNote error={bill.error} />}
    </Modal>
  );
}
