export type { Statement, TrialBalance } from './books.schema.ts';
export { statement, trialBalance, trialBalanceOf } from './books.service.ts';
export { journalSlice } from './journal.service.ts';
export { credit, debit, type EntryLine } from './ledger.domain.ts';
export { LEDGER_CODES, type LedgerCode, type Verification } from './ledger.schema.ts';
export {
  type BookCheck,
  balanceOf,
  type DocumentReader,
  type NewEntry,
  post,
  postAll,
  reverse,
  verify,
} from './ledger.service.ts';
export { periodFaults } from './period-check.service.ts';
