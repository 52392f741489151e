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
  trialBalance,
  verify,
} from './ledger.service.ts';
export { periodFaults } from './period-check.service.ts';
