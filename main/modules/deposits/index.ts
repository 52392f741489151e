export { depositDocument, depositReturnDocument, findDeposit, findReturn } from './deposits.queries.service.ts';
export type { Deposit, DepositReturn } from './deposits.schema.ts';
export { countDepositCopy, countReturnCopy } from './deposits.service.ts';
export { depositFaults } from './deposits.store.ts';
