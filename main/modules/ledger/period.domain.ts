import { addMonths, type Month } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { ClosingBalance } from './period.schema.ts';

export interface BookSpan {
  /** Month of the first entry; null for an empty book. */
  readonly first: Month | null;
  readonly closedThrough: Month | null;
  /** The month that runs now. */
  readonly current: Month;
}

/** The one month that can be closed: the one after the last closed, once it is over. */
export function nextToClose({ first, closedThrough, current }: BookSpan): Month | null {
  const next = closedThrough === null ? first : addMonths(closedThrough, 1);
  return next !== null && next < current ? next : null;
}

/** Refuses 'period.not-over' and 'period.not-next'. */
export function assertClosable(month: Month, span: BookSpan): void {
  if (month >= span.current) throw new StationError('period.not-over', { month });
  const next = nextToClose(span);
  if (month !== next) throw new StationError('period.not-next', { month, next: next ?? '—' });
}

/** What is the last closed month once `month` is open again: the one before, where that was ever closed. */
export function closedAfterReopening(month: Month, first: Month): Month | null {
  const before = addMonths(month, -1);
  return before < first ? null : before;
}

/** Balances at the end of a month: those of the month before, moved by what was posted in it. */
export function trialAfter(
  chart: readonly { readonly code: string; readonly nameZh: string; readonly nameEn: string }[],
  before: readonly ClosingBalance[],
  moved: readonly { readonly code: string; readonly fen: number }[],
): ClosingBalance[] {
  return chart.map(({ code, nameZh, nameEn }) => {
    const had = before.find((row) => row.ledgerCode === code);
    const fen = (had?.debitFen ?? 0) - (had?.creditFen ?? 0) + (moved.find((row) => row.code === code)?.fen ?? 0);
    return { ledgerCode: code, nameZh, nameEn, debitFen: Math.max(fen, 0), creditFen: Math.max(-fen, 0) };
  });
}

/** The text whose SHA-256 chains a closing or reopening to the one before it. */
export function eventText(
  prevHash: string,
  of: {
    readonly month: string;
    readonly kind: string;
    readonly closedThrough: string | null;
    readonly at: number;
    readonly userId: number | null;
    readonly userName: string;
    readonly reason: string;
    readonly trialJson: string;
    readonly openJson: string;
    readonly entryId: number;
    readonly entryHash: string;
  },
): string {
  const { month, kind, closedThrough, at, userId, userName, reason, trialJson, openJson, entryId, entryHash } = of;
  return JSON.stringify([
    ...[prevHash, month, kind, closedThrough, at, userId, userName, reason, trialJson, openJson, entryId, entryHash],
  ]);
}
