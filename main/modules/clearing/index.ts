export { settlementDocument } from './clearing.service.ts';
export { clearingFaults } from './clearing.store.ts';
