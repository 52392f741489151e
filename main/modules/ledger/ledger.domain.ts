import { StationError } from '../../shared/error-codes.ts';
import { type Fen, fen } from '../../shared/money.ts';
import type { LedgerCode } from './ledger.schema.ts';

/** One side of an entry: exactly one of the two amounts is above zero. accountId 0 = belongs to no 户号. */
export interface EntryLine {
  readonly ledgerCode: LedgerCode;
  readonly accountId: number;
  readonly debitFen: number;
  readonly creditFen: number;
}

export interface EntryHead {
  readonly id: number;
  readonly at: number;
  readonly businessDate: string;
  readonly kind: string;
  readonly memo: string;
  readonly documentKind: string;
  readonly documentId: number;
  readonly documentHash: string;
  readonly reversesId: number | null;
  readonly userId: number | null;
  readonly userName: string;
}

export function debit(ledgerCode: LedgerCode, amount: number, accountId = 0): EntryLine {
  return { ledgerCode, accountId, debitFen: positive(amount), creditFen: 0 };
}

export function credit(ledgerCode: LedgerCode, amount: number, accountId = 0): EntryLine {
  return { ledgerCode, accountId, debitFen: 0, creditFen: positive(amount) };
}

function positive(amount: number): Fen {
  if (amount <= 0) throw new StationError('ledger.unbalanced', { debits: amount, credits: amount });
  return fen(amount);
}

/** Refuses lines that do not balance. The database refuses them again when the entry is posted. */
export function assertBalanced(lines: readonly EntryLine[]): void {
  let debits = 0;
  let credits = 0;
  for (const line of lines) {
    debits += fen(line.debitFen);
    credits += fen(line.creditFen);
    if (line.debitFen > 0 === line.creditFen > 0) throw new StationError('ledger.unbalanced', { debits, credits });
  }
  if (lines.length < 2 || debits !== credits) throw new StationError('ledger.unbalanced', { debits, credits });
}

/** What lines together add to each balance. */
export function changesOf(
  lines: readonly EntryLine[],
): { ledgerCode: LedgerCode; accountId: number; changeFen: Fen }[] {
  const byCode = new Map<LedgerCode, Map<number, number>>();
  for (const { ledgerCode, accountId, debitFen, creditFen } of lines) {
    const byAccount = byCode.get(ledgerCode) ?? new Map<number, number>();
    byCode.set(ledgerCode, byAccount);
    byAccount.set(accountId, (byAccount.get(accountId) ?? 0) + debitFen - creditFen);
  }
  return [...byCode].flatMap(([ledgerCode, byAccount]) =>
    Array.from(byAccount, ([accountId, change]) => ({ ledgerCode, accountId, changeFen: fen(change) })),
  );
}

export interface DaySum {
  readonly ledgerCode: LedgerCode;
  readonly day: string;
  readonly debitFen: number;
  readonly creditFen: number;
  readonly lines: number;
}

/** What lines of one business date together move on each ledger account. */
export function daySumsOf(day: string, lines: readonly EntryLine[]): DaySum[] {
  const sums = new Map<
    LedgerCode,
    { ledgerCode: LedgerCode; day: string; debitFen: number; creditFen: number; lines: number }
  >();
  for (const { ledgerCode, debitFen, creditFen } of lines) {
    const sum = sums.get(ledgerCode);
    if (sum) {
      sum.debitFen += debitFen;
      sum.creditFen += creditFen;
      sum.lines++;
    } else sums.set(ledgerCode, { ledgerCode, day, debitFen, creditFen, lines: 1 });
  }
  return [...sums.values()];
}

/** The mirror of an entry: every debit a credit of the same amount. */
export function mirrored(lines: readonly EntryLine[]): EntryLine[] {
  return lines.map((line) => ({ ...line, debitFen: line.creditFen, creditFen: line.debitFen }));
}

/** The text whose SHA-256 chains an entry to the one before it: every column that means money, person or time. */
export function entryText(prevHash: string, head: EntryHead, lines: readonly EntryLine[]): string {
  return JSON.stringify([
    prevHash,
    head.id,
    head.at,
    head.businessDate,
    head.kind,
    head.memo,
    head.documentKind,
    head.documentId,
    head.documentHash,
    head.reversesId,
    head.userId,
    head.userName,
    lines.map((line) => [line.ledgerCode, line.accountId, line.debitFen, line.creditFen]),
  ]);
}
