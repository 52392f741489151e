import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Tag, theme } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, trpc } from '../../app/api.ts';
import { ExcelButton } from '../../ui/ExcelButton.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { useMay } from '../../ui/useMay.ts';
import { useToday } from '../../ui/useToday.ts';
import { RolloverDialog } from '../meterwork/RolloverDialog.tsx';
import { TrueUpDialog } from '../meterwork/TrueUpDialog.tsx';
import { CorrectDoubtful } from './CorrectDoubtful.tsx';
import { DecideDialog, type Decision, type DecisionResult } from './DecideDialog.tsx';
import { ReadingHistory, UndoDialog } from './ReadingHistory.tsx';
import { ReviewFilterBar } from './ReviewFilterBar.tsx';
import type { ReviewRow } from './ReviewReasons.tsx';
import { isBelowEstimate, isBelowReal, ReviewTable } from './ReviewTable.tsx';
import { PAGE_SIZE, useReviewFilters } from './review-filters.ts';
import { useReviewKeys } from './useReviewKeys.ts';

type Open =
  | { readonly kind: 'decide'; readonly decision: Decision; readonly readingIds: readonly number[] }
  | { readonly kind: 'correct' | 'history' | 'rollover' | 'true-up'; readonly row: ReviewRow }
  | { readonly kind: 'undo'; readonly readingIds: readonly number[] };
interface Said {
  readonly text: string;
  readonly undoable: readonly number[];
}

const ACTIONS = [
  ['a', 'accept'],
  ['c', 'correct'],
  ['s', 'send-back'],
  ['e', 'estimate'],
  ['r', 'reject'],
] as const;

/** Doubtful readings of every source, for a second person to decide, one by one or many at once. */
export function ReviewPage() {
  const { t } = useTranslation('readings');
  const { token } = theme.useToken();
  const { zone } = useToday();
  const mayReview = useMay('readings.review');
  const { filters, setFilters, asked, isFiltered } = useReviewFilters();
  const query = useQuery(trpc.readings.reviewQueue.queryOptions(asked, { placeholderData: keepPreviousData }));
  const settings = useQuery(trpc.station.settings.queryOptions());
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [currentId, setCurrentId] = useState<number>();
  const [open, setOpen] = useState<Open>();
  const [said, setSaid] = useState<Said>();
  const rows = query.data?.rows ?? [];
  const at = Math.max(
    0,
    rows.findIndex((row) => row.reading.readingId === currentId),
  );
  const current = rows[at];
  const selected = rows.filter((row) => chosen.includes(row.reading.readingId));
  const targets = selected.length > 0 ? selected : current ? [current] : [];
  const leave = () => setOpen(undefined);

  function start(action: (typeof ACTIONS)[number][1], of: readonly ReviewRow[] = targets): void {
    const [row] = of;
    if (!row || !mayReview) return;
    const isSingle = of.length === 1;
    if (action === 'correct') {
      if (isSingle) setOpen({ kind: 'correct', row });
    } else if (action === 'accept' && isSingle && isBelowEstimate(row)) setOpen({ kind: 'true-up', row });
    else if (action === 'accept' && isSingle && isBelowReal(row)) setOpen({ kind: 'rollover', row });
    else setOpen({ kind: 'decide', decision: action, readingIds: of.map((one) => one.reading.readingId) });
  }
  function finished(done: string, result: DecisionResult | undefined): void {
    leave();
    if (!result || result.done === 0) return;
    setChosen([]);
    setCurrentId(rows[at + 1]?.reading.readingId);
    setSaid({
      text: t(`decide.said.${done}`, { count: result.done }),
      undoable: result.items.filter((item) => item.code === null).map((item) => item.readingId),
    });
  }
  const undo = () => said && said.undoable.length > 0 && setOpen({ kind: 'undo', readingIds: said.undoable });
  useReviewKeys(
    {
      move: (step) => setCurrentId(rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.reading.readingId),
      toggle: () => current && toggle(current.reading.readingId),
      open: () => current && setOpen({ kind: 'history', row: current }),
      act: (key) => {
        const action = ACTIONS.find(([one]) => one === key);
        if (action) start(action[1]);
        else if (mayReview) undo();
      },
    },
    open !== undefined,
  );
  function toggle(id: number): void {
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  }
  const waived = settings.data?.reviewWaived ?? [];
  const total = query.data?.matching ?? 0;
  const { page: _, pageSize: __, ...listed } = asked;

  return (
    <PageFrame
      title={t('review')}
      beside={
        <span className="figures" style={{ color: token.colorTextSecondary }}>
          {t(isFiltered ? 'waitingFiltered' : 'waiting', { count: query.data?.waiting ?? 0, matching: total })}
        </span>
      }
      filters={<ReviewFilterBar {...{ filters, setFilters, isFiltered }} queue={query.data} />}
      extra={
        <ExcelButton isDisabled={total === 0} fetch={(lang) => client.reports.reviewExcel.query({ ...listed, lang })} />
      }
    >
      <div style={{ display: 'flex', gap: 4, flexWrap: 'wrap', alignItems: 'center', paddingBottom: 8 }}>
        {query.data?.reasons.map(({ reason, count }) => (
          <Tag.CheckableTag
            key={reason}
            checked={filters.reason === reason}
            onChange={(isOn) => setFilters({ reason: isOn ? reason : '', page: 1 })}
          >
            {t(`doubts.${reason}`)} {count}
          </Tag.CheckableTag>
        ))}
        {filters.meter > 0 && (
          <Tag closable onClose={() => setFilters({ meter: 0, page: 1 })}>
            {t('filter.oneMeter', { meterNo: rows[0]?.meterNo ?? '' })}
          </Tag>
        )}
      </div>
      {mayReview && rows.length > 0 && (
        <div style={{ display: 'flex', gap: 8, alignItems: 'center', paddingBottom: 8, flexWrap: 'wrap' }}>
          <span className="figures" style={{ minWidth: 120 }}>
            {selected.length > 0
              ? t('selected', { count: selected.length })
              : t('currentRow', { door: current?.doorNo ?? '' })}
          </span>
          {ACTIONS.map(([key, action]) => (
            <Button
              key={key}
              size="small"
              type={action === 'accept' ? 'primary' : 'default'}
              danger={action === 'reject'}
              disabled={action === 'correct' && targets.length !== 1}
              onClick={() => start(action)}
            >
              {t(`decide.short.${action}`)} {key.toUpperCase()}
            </Button>
          ))}
          <span style={{ color: token.colorTextSecondary, fontSize: 12 }}>{t('reviewKeys')}</span>
        </div>
      )}
      <div role="status" style={{ minHeight: 22, color: token.colorSuccess }}>
        {said && (
          <>
            {said.text}{' '}
            {said.undoable.length > 0 && (
              <Button size="small" type="link" onClick={undo}>
                {t('undo.short')} U
              </Button>
            )}
          </>
        )}
      </div>
      <ReviewTable
        query={{ ...query, data: query.data?.rows }}
        {...{ zone, mayReview, chosen, isFiltered }}
        currentId={current?.reading.readingId}
        onChoose={setChosen}
        onCurrent={setCurrentId}
        onDecide={(row, action) => start(action, [row])}
        onOpen={(row) => setOpen({ kind: 'history', row })}
        pagination={{
          current: filters.page,
          pageSize: PAGE_SIZE,
          total,
          hideOnSinglePage: true,
          showSizeChanger: false,
          size: 'small',
          onChange: (page) => {
            setChosen([]);
            setFilters({ page });
          },
        }}
      />
      <p style={{ color: token.colorTextSecondary, fontSize: 12, marginTop: 12 }}>
        {waived.length === 0
          ? t('rule.none')
          : t('rule.some', { doubts: waived.map((one) => t(`doubts.${one}`)).join(t('rule.and')) })}
      </p>
      {open?.kind === 'rollover' && <RolloverDialog row={open.row} onClose={leave} />}
      {open?.kind === 'true-up' && <TrueUpDialog row={open.row} onClose={leave} />}
      {open?.kind === 'correct' && <CorrectDoubtful row={open.row} onClose={(result) => finished('correct', result)} />}
      {open?.kind === 'decide' && (
        <DecideDialog
          readingIds={open.readingIds}
          decision={open.decision}
          onClose={(result) => finished(open.decision, result)}
        />
      )}
      {open?.kind === 'history' && (
        <ReadingHistory
          meterId={open.row.reading.meterId}
          meterNo={open.row.meterNo}
          decimals={open.row.decimals}
          onClose={leave}
        />
      )}
      {open?.kind === 'undo' && (
        <UndoDialog
          readingIds={open.readingIds}
          onClose={(isDone) => {
            leave();
            if (isDone) setSaid({ text: t('undo.done', { count: open.readingIds.length }), undoable: [] });
          }}
        />
      )}
    </PageFrame>
  );
}
