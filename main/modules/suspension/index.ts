export { carryOut, confirmOrder } from './carry-out.service.ts';
export { requireOrder } from './orders.service.ts';
export { settleInterruptedOrders, settleOrders } from './settle.service.ts';
export type { Order } from './suspension.schema.ts';
