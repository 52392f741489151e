import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Form, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { RequestId } from '../../../main/shared/ids.ts';
import { type Inputs, newRequestId, type Outputs, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { isReasoned, NO_REASON, ReasonFields } from '../../ui/ReasonFields.tsx';
import { CorrectedValues } from './CorrectedValues.tsx';
import { CorrectionOutcome, CorrectionTable } from './CorrectionTable.tsx';

type BillData = Extract<Outputs['billing']['bill'], { kind: 'usage' }>;
type Asked = Inputs['billing']['previewCorrection'];

/** Corrects a reading of a bill: the value, then every bill it changes before and after, then reason and yes. */
export function CorrectionDialog({ bill, onClose }: { bill: BillData; onClose: () => void }) {
  const { t } = useTranslation('billing');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [requestId, setRequestId] = useState(() => RequestId.parse(newRequestId()));
  const [text, setText] = useState(NO_REASON);
  const preview = useQuery({
    ...trpc.billing.previewCorrection.queryOptions(asked ?? { readingId: bill.presentReadingId, totalMilli: 0 }),
    enabled: asked !== null,
    retry: false,
    staleTime: 0,
  });
  const correct = useMutation(
    trpc.billing.correct.mutationOptions({
      onSuccess: ({ bills, lateFees }) => {
        const again = lateFees.filter((fee) => fee.newBillId !== null);
        message.success(t('correction.done', { bills: bills.length + again.length }));
        queryClient.invalidateQueries();
        onClose();
        const issued = bills.find((b) => b.billId === bill.billId);
        if (issued) navigate(`/bills/${issued.newBillId}`);
      },
      onError: () => preview.refetch(),
    }),
  );
  const shown = asked && !preview.error ? preview.data : undefined;
  const typedYes = { label: t('correction.confirmNo', { billNo: bill.billNo }), wanted: bill.billNo };
  const isReady = shown !== undefined && isReasoned(text, typedYes);

  function ask(values: Asked | null): void {
    setAsked(values);
    correct.reset();
    // Another correction is another request, or its answer would be that of the first.
    setRequestId(RequestId.parse(newRequestId()));
  }

  function submit(): void {
    if (!isReady || !asked || !shown || correct.isPending) return;
    const { differenceFen: expectedDifferenceFen, creditFen: expectedCreditFen } = shown;
    correct.mutate({ ...asked, reason: text.reason, expectedDifferenceFen, expectedCreditFen, requestId });
  }

  return (
    <Modal
      open
      width={960}
      title={t('correction.title', { billNo: bill.billNo })}
      okText={t('correction.submit')}
      cancelText={t('correction.cancel')}
      okButtonProps={{ danger: true, disabled: !isReady, loading: correct.isPending }}
      onOk={submit}
      onCancel={onClose}
    >
      <CorrectedValues bill={bill} onAsk={ask} />
      {asked && preview.isFetching && !preview.data && <Skeleton active paragraph={{ rows: 3 }} />}
      {asked && preview.error && <ErrorNote error={preview.error} />}
      {shown && (
        <>
          <CorrectionTable preview={shown} unit={bill.explain.unit} />
          <CorrectionOutcome preview={shown} />
          <Form layout="vertical" onFinish={submit}>
            <ReasonFields
              id="correction"
              value={text}
              onChange={setText}
              onEnter={submit}
              label={t('correction.reason')}
              hint={t('correction.reasonHint')}
              typedYes={typedYes}
            />
          </Form>
        </>
      )}
      {correct.error && <ErrorNote error={correct.error} />}
    </Modal>
  );
}
