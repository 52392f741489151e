import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Drawer, Tag, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { localDateTime } from '../../../main/shared/dates.ts';
import { formatMilli } from '../../../main/shared/quantity.ts';
import { type Outputs, queryClient, trpc } from '../../app/api.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { RoundPhoto } from '../rounds/RoundPhoto.tsx';

type Row = Outputs['readings']['history'][number];
const STATE_COLOURS = { accepted: 'success', doubtful: 'warning', rejected: 'default' } as const;

/** Every reading of a meter with what was decided about it and the bills that used it. */
export function ReadingHistory(props: { meterId: number; meterNo: string; decimals: number; onClose: () => void }) {
  const { t } = useTranslation('readings');
  const { token } = theme.useToken();
  const { zone } = useToday();
  const mayReview = useMay('readings.review');
  const [undoing, setUndoing] = useState<Row>();
  const history = useQuery(trpc.readings.history.queryOptions({ meterId: props.meterId as never }));
  const photos = useQuery(trpc.rounds.photosOfMeter.queryOptions({ meterId: props.meterId as never }));
  const photoOf = new Map((photos.data ?? []).map(({ readingId, photoUid }) => [readingId, photoUid]));
  const figure = (milli: number) => formatMilli(milli, props.decimals);
  const at = (ms: number) => localDateTime(ms, zone).slice(0, 16);
  const quiet = { color: token.colorTextSecondary, fontSize: 12, whiteSpace: 'normal' } as const;
  return (
    <Drawer open size={900} title={t('history.title', { meterNo: props.meterNo })} onClose={props.onClose}>
      <DataTable<Row>
        query={history}
        rowKey="readingId"
        empty={{ title: t('history.none') }}
        columns={[
          {
            title: t('readAt'),
            width: 160,
            className: 'figures',
            render: (_, row) => (
              <>
                {at(row.readAt)}
                {row.takenAt !== null && <div style={quiet}>{t('history.takenAt', { at: at(row.takenAt) })}</div>}
              </>
            ),
          },
          {
            title: t('history.value'),
            width: 110,
            align: 'right',
            className: 'figures',
            render: (_, row) => figure(row.totalMilli),
          },
          {
            title: t('source'),
            width: 110,
            render: (_, row) => (
              <>
                {t(`sources.${row.source}`)}
                <div style={quiet}>{row.recordedBy}</div>
              </>
            ),
          },
          ...(photoOf.size > 0
            ? [
                {
                  title: t('history.photo'),
                  width: 64,
                  render: (_: unknown, row: Row) => {
                    const photoUid = photoOf.get(row.readingId);
                    return photoUid && <RoundPhoto photoUid={photoUid} />;
                  },
                },
              ]
            : []),
          {
            title: t('state'),
            width: 100,
            render: (_, row) => <Tag color={STATE_COLOURS[row.state]}>{t(`states.${row.state}`)}</Tag>,
          },
          {
            title: t('history.decisions'),
            render: (_, row) => (
              <>
                {row.doubts.map((doubt) => (
                  <Tag key={doubt} color="warning">
                    {t(`doubts.${doubt}`)}
                  </Tag>
                ))}
                {row.decisions.map((of) => (
                  <div key={`${of.decision} ${of.decidedAt}`} style={quiet}>
                    {t(`history.did.${of.decision}`, { at: at(of.decidedAt), who: of.userName, note: of.note })}
                  </div>
                ))}
                {row.decisions.length === 0 && row.note && <div style={quiet}>{row.note}</div>}
                {mayReview && row.isUndoable && (
                  <Button size="small" type="link" style={{ padding: 0 }} onClick={() => setUndoing(row)}>
                    {t('undo.short')}
                  </Button>
                )}
              </>
            ),
          },
          {
            title: t('history.bills'),
            width: 150,
            render: (_, row) =>
              row.bills.map((bill) => (
                <div key={bill.billId}>
                  <Link to={`/bills/${bill.billId}`}>{bill.billNo}</Link>
                  {bill.isReversed && <Tag>{t('history.reversed')}</Tag>}
                </div>
              )),
          },
        ]}
      />
      {undoing && <UndoDialog readingIds={[undoing.readingId]} onClose={() => setUndoing(undefined)} />}
    </Drawer>
  );
}

/** Takes decisions back: the readings wait again. */
export function UndoDialog(props: { readingIds: readonly number[]; onClose: (isDone: boolean) => void }) {
  const { t } = useTranslation(['readings', 'errors']);
  const undo = useMutation(
    trpc.readings.undo.mutationOptions({
      onSuccess: (result) => {
        queryClient.invalidateQueries();
        if (result.refused === 0) props.onClose(true);
      },
    }),
  );
  const refused = undo.data?.items.filter((item) => item.code !== null) ?? [];
  return (
    <ReasonDialog
      title={t('undo.title', { count: props.readingIds.length })}
      what={t('undo.what')}
      submit={t('undo.submit')}
      isReady={!undo.data}
      mutation={undo}
      onSubmit={({ reason, requestId }) =>
        undo.mutate({ readingIds: [...props.readingIds] as never[], note: reason, requestId })
      }
      onClose={() => props.onClose(undo.data !== undefined)}
    >
      {refused.map((item) => (
        <p key={item.readingId} role="alert">
          {t(`errors:${item.code}`, item.params)}
        </p>
      ))}
    </ReasonDialog>
  );
}
