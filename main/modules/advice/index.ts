export type { RehearsedAccount } from './rehearsal.schema.ts';
export { RehearsalExcel } from './rehearsal.schema.ts';
export { type WholeRehearsal, wholeRehearsal } from './rehearsal.service.ts';
