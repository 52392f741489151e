export { meterFaultDocument } from './fault.service.ts';
export { meterFaultFaults } from './fault.store.ts';
export { faultFactor } from './fault-text.domain.ts';
