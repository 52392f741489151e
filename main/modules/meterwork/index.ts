export { meterFaultDocument } from './fault.service.ts';
export { meterFaultFaults } from './fault.store.ts';
