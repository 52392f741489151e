import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, type InputRef, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { localDateTime } from '../../../main/shared/dates.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { newRequestId, type Outputs, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { RolloverDialog } from '../meterwork/RolloverDialog.tsx';
import { TrueUpDialog } from '../meterwork/TrueUpDialog.tsx';
import { DoubtTags, RegisterValue } from './figures.tsx';

type ReviewRow = Outputs['readings']['reviewQueue'][number];
interface Decision {
  readonly row: ReviewRow;
  readonly decision: 'accept' | 'reject' | 'rollover' | 'true-up';
}

/** Lower than the reading before, and that one was an estimate: it was too high. */
const isBelowEstimate = ({ previous, reading }: ReviewRow) =>
  previous?.source === 'estimated' && reading.totalMilli < previous.totalMilli;
/** Lower than a real reading: the register may have passed zero. */
const isBelowReal = ({ previous, reading }: ReviewRow) =>
  previous !== null && previous.source !== 'estimated' && reading.totalMilli < previous.totalMilli;

/** Doubtful readings, for a second person to decide. */
export function ReviewPage() {
  const { t } = useTranslation(['readings', 'meterwork']);
  const { zone } = useToday();
  const queue = useQuery(trpc.readings.reviewQueue.queryOptions());
  const mayReview = useMay('readings.review');
  const [deciding, setDeciding] = useState<Decision>();
  const leave = () => setDeciding(undefined);
  const rounded = (milli: number | null) => (milli === null ? '—' : formatMilli(Math.round(milli / 1000) * 1000));
  return (
    <PageFrame title={t('review')}>
      <DataTable<ReviewRow>
        query={queue}
        rowKey={(row) => row.reading.readingId}
        empty={{ title: t('reviewEmpty'), hint: t('reviewEmptyHint') }}
        columns={[
          { title: t('door'), dataIndex: 'doorNo', width: 100 },
          { title: t('customer'), dataIndex: 'customerName', width: 100, ellipsis: true },
          { title: t('meter'), dataIndex: 'meterNo', width: 140 },
          {
            title: t('last'),
            align: 'right',
            render: (_, row) => <RegisterValue milli={row.previous?.totalMilli} decimals={row.decimals} />,
          },
          {
            title: t('present'),
            align: 'right',
            render: (_, row) => <RegisterValue milli={row.reading.totalMilli} decimals={row.decimals} />,
          },
          {
            title: t('usage'),
            align: 'right',
            render: (_, row) => (
              <span className="figures">
                {row.usageMilli === null ? '—' : formatMilli(row.usageMilli, row.decimals)}
              </span>
            ),
          },
          {
            title: t('usualColumn'),
            align: 'right',
            render: (_, row) => <span className="figures">{rounded(row.usualMilli)}</span>,
          },
          { title: t('doubt'), width: 180, render: (_, row) => <DoubtTags doubts={row.reading.doubts} /> },
          { title: t('note'), width: 150, render: (_, row) => row.reading.note || '—' },
          {
            title: t('readAt'),
            width: 130,
            render: (_, row) => (
              <>
                <span className="figures">{localDateTime(row.reading.readAt, zone).slice(5, 16)}</span>
                <br />
                {row.recordedBy} {t(`sources.${row.reading.source}`)}
              </>
            ),
          },
          ...(mayReview
            ? [
                {
                  key: 'actions',
                  width: 150,
                  render: (_: unknown, row: ReviewRow) => (
                    <>
                      {isBelowEstimate(row) ? (
                        <Button size="small" onClick={() => setDeciding({ row, decision: 'true-up' })}>
                          {t('meterwork:trueUp.short')}
                        </Button>
                      ) : (
                        <Button
                          size="small"
                          onClick={() => setDeciding({ row, decision: isBelowReal(row) ? 'rollover' : 'accept' })}
                        >
                          {isBelowReal(row) ? t('meterwork:rollover.short') : t('accept')}
                        </Button>
                      )}{' '}
                      <Button size="small" danger onClick={() => setDeciding({ row, decision: 'reject' })}>
                        {t('reject')}
                      </Button>
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      {deciding?.decision === 'rollover' && <RolloverDialog row={deciding.row} onClose={leave} />}
      {deciding?.decision === 'true-up' && <TrueUpDialog row={deciding.row} onClose={leave} />}
      {(deciding?.decision === 'accept' || deciding?.decision === 'reject') && (
        <DecisionDialog row={deciding.row} decision={deciding.decision} onClose={leave} />
      )}
    </PageFrame>
  );
}

function DecisionDialog(props: { row: ReviewRow; decision: 'accept' | 'reject'; onClose: () => void }) {
  const { t } = useTranslation('readings');
  const { row, decision } = props;
  const [note, setNote] = useState('');
  const requestId = useRef(newRequestId());
  const noteInput = useRef<InputRef>(null);
  const review = useMutation(trpc.readings.review.mutationOptions({ onSuccess: props.onClose }));
  const decide = () => {
    if (note.trim().length < 2 || review.isPending) return;
    review.mutate({
      readingId: row.reading.readingId,
      decision,
      note: note.trim(),
      requestId: requestId.current as never,
    });
  };
  const figures = { door: row.doorNo, value: formatMilli(row.reading.totalMilli, row.decimals) };
  return (
    <Modal
      open
      afterOpenChange={(open) => open && noteInput.current?.focus()}
      title={decision === 'accept' ? t('acceptTitle', figures) : t('rejectTitle', figures)}
      okText={t(decision)}
      cancelText={t('cancel')}
      okButtonProps={{ danger: decision === 'reject', disabled: note.trim().length < 2 }}
      confirmLoading={review.isPending}
      onOk={decide}
      onCancel={props.onClose}
    >
      <p style={{ marginTop: 0 }}>
        <DoubtTags doubts={row.reading.doubts} />
      </p>
      <Input
        ref={noteInput}
        aria-label={t('reviewNote')}
        addonBefore={t('reviewNote')}
        placeholder={t('reviewNoteHint')}
        maxLength={200}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        onPressEnter={decide}
      />
      {review.error && <ErrorNote error={review.error} />}
    </Modal>
  );
}
