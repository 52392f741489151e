import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Modal, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { RequestId, type RunApprovalId } from '../../../main/shared/ids.ts';
import { formatYuan } from '../../../main/shared/money.ts';
import { newRequestId, queryClient, trpc } from '../../app/api.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import type { Cohort } from './CohortForm.tsx';
import type { PreviewData } from './preview.types.ts';

/** Where a run stands with the other person who must approve it, and the next step of whoever looks at it. */
export function ApprovalBar(props: { preview: PreviewData; cohort: Cohort; dueOn: string; issue: ReactNode }) {
  const { t } = useTranslation('billing');
  const { zone } = useToday();
  const { preview, cohort, dueOn } = props;
  const { approval, bills, amountFen } = preview;
  const me = useQuery(trpc.session.me.queryOptions());
  const mayApprove = useMay('billing.approve');
  const refresh = { onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.billing.pathKey() }) };
  const submit = useMutation(trpc.billing.submitRun.mutationOptions(refresh));
  const decide = useMutation(trpc.billing.decideRun.mutationOptions(refresh));
  const [isReturning, setIsReturning] = useState(false);

  const isOpen = approval?.state === 'waiting' || approval?.state === 'approved';
  // A run that stopped half way has issued a part of what was approved: what is left is the station's to compare.
  const differs =
    isOpen && preview.unfinishedRunId === null && (approval.billCount !== bills || approval.amountFen !== amountFen);
  const isMine = approval?.preparedBy === me.data?.userId;
  const decideAs = (decision: 'approve' | 'return', approvalId: RunApprovalId, reason: string) =>
    decide.mutate({ approvalId, decision, reason, requestId: RequestId.parse(newRequestId()) });
  const figures = approval && { bills: approval.billCount, amount: formatYuan(approval.amountFen) };

  const submitButton = (
    <Button
      type="primary"
      size="large"
      loading={submit.isPending}
      onClick={() =>
        submit.mutate({
          ...cohort,
          ...(preview.unfinishedRunId === null && { dueOn }),
          ...{ expectedBills: bills, expectedAmountFen: amountFen, note: '' },
          requestId: RequestId.parse(newRequestId()),
        })
      }
    >
      {t(isOpen ? 'approval.submitAgain' : 'approval.submit', { bills, amount: formatYuan(amountFen) })}
    </Button>
  );
  return (
    <div style={{ marginBottom: 16 }}>
      {!isOpen && (
        <Alert
          showIcon
          type={approval?.state === 'returned' ? 'warning' : 'info'}
          title={
            approval?.state === 'returned'
              ? t('approval.returned', { by: approval.decidedName, reason: approval.reason })
              : t('approval.needed')
          }
          action={submitButton}
        />
      )}
      {approval && isOpen && (
        <Alert
          showIcon
          type={differs ? 'warning' : approval.state === 'approved' ? 'success' : 'info'}
          title={t(approval.state === 'approved' ? 'approval.approved' : 'approval.waiting', {
            ...figures,
            by: approval.state === 'approved' ? approval.decidedName : approval.preparedName,
            at: localDateTime(approval.decidedAt ?? approval.preparedAt, zone),
            dueOn: approval.dueOn,
          })}
          description={differs ? t('approval.differs') : undefined}
          action={
            <Space>
              {approval.state === 'waiting' && mayApprove && !isMine && (
                <>
                  <Button
                    type="primary"
                    loading={decide.isPending}
                    onClick={() => decideAs('approve', approval.approvalId, '')}
                  >
                    {t('approval.approve')}
                  </Button>
                  <Button onClick={() => setIsReturning(true)}>{t('approval.return')}</Button>
                </>
              )}
              {differs && submitButton}
              {approval.state === 'approved' && !differs && props.issue}
            </Space>
          }
        />
      )}
      {submit.error && <ErrorNote error={submit.error} />}
      {decide.error && <ErrorNote error={decide.error} />}
      {isReturning && approval && (
        <ReturnDialog
          onClose={() => setIsReturning(false)}
          onReturn={(reason) => {
            setIsReturning(false);
            decideAs('return', approval.approvalId, reason);
          }}
        />
      )}
    </div>
  );
}

function ReturnDialog(props: { onClose: () => void; onReturn: (reason: string) => void }) {
  const { t } = useTranslation('billing');
  const [reason, setReason] = useState('');
  const isReady = reason.trim().length > 0;
  return (
    <Modal
      open
      title={t('approval.return')}
      okText={t('approval.return')}
      cancelText={t('correction.cancel')}
      okButtonProps={{ disabled: !isReady }}
      onOk={() => props.onReturn(reason)}
      onCancel={props.onClose}
    >
      <label htmlFor="return-reason">{t('approval.reason')}</label>
      <Input
        id="return-reason"
        autoFocus
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onPressEnter={() => isReady && props.onReturn(reason)}
      />
    </Modal>
  );
}
