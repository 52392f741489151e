import { z } from 'zod';
import {
  AccountId,
  CustomerId,
  DunningStepId,
  MeterId,
  RequestId,
  SuspensionOrderId,
  UserId,
} from '../../shared/ids.ts';

export const ORDER_STATES = [
  'proposed',
  'confirmed',
  'sent',
  'done',
  'failed',
  'unknown',
  'cancelled',
  'expired',
] as const;
export const OrderState = z.enum(ORDER_STATES);
export type OrderState = z.infer<typeof OrderState>;
export const OrderKind = z.enum(['suspend', 'restore']);
export type OrderKind = z.infer<typeof OrderKind>;
/** A relay takes a command over its wire; everything else takes a worker with a sheet of paper. */
export const OrderWay = z.enum(['relay', 'field']);
export type OrderWay = z.infer<typeof OrderWay>;

export const Order = z.object({
  orderId: SuspensionOrderId,
  orderNo: z.string(),
  accountId: AccountId,
  accountNo: z.string(),
  service: z.enum(['electricity', 'gas', 'water', 'property']),
  customerId: CustomerId,
  customerName: z.string(),
  phone: z.string(),
  doorNo: z.string(),
  address: z.string(),
  meterId: MeterId,
  meterNo: z.string(),
  busId: z.number().nullable(),
  meterAddress: z.string(),
  kind: OrderKind,
  way: OrderWay,
  state: OrderState,
  noticeStepId: DunningStepId.nullable(),
  undoesId: SuspensionOrderId.nullable(),
  owedFen: z.number(),
  reason: z.string(),
  proposedAt: z.number(),
  /** Null: by the program itself. */
  proposedBy: UserId.nullable(),
  proposer: z.string(),
  /** Until when a supply must be back. */
  dueAt: z.number().nullable(),
  finalCallAt: z.number().nullable(),
  confirmedAt: z.number().nullable(),
  confirmer: z.string().nullable(),
  validUntil: z.number().nullable(),
  sentAt: z.number().nullable(),
  settledAt: z.number().nullable(),
  errorCode: z.string(),
  statusWord: z.number().nullable(),
  worker: z.string(),
});
export type Order = z.infer<typeof Order>;

export const OrderEvent = z.object({
  eventId: z.number(),
  at: z.number(),
  kind: z.string(),
  note: z.string(),
  userName: z.string(),
});

/** What stands in the way of an order right now, as the code of its refusal. */
export const Obstacle = z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) });
export type Obstacle = z.infer<typeof Obstacle>;
export const OrderFile = z.object({
  order: Order,
  events: z.array(OrderEvent),
  obstacle: Obstacle.nullable(),
  /** The law behind the deadline of a restoration. */
  restoreSource: z.string(),
  callMinutes: z.number(),
});
export type OrderFile = z.infer<typeof OrderFile>;

export const OrdersQuery = z.strictObject({
  state: z.enum(['open', 'closed', 'all']).default('open'),
  accountId: AccountId.optional(),
});
export type OrdersQuery = z.infer<typeof OrdersQuery>;

export const FindOrder = z.strictObject({ orderId: SuspensionOrderId });
export const ProposeStops = z.strictObject({ accountIds: z.array(AccountId).min(1).max(200), requestId: RequestId });
export type ProposeStops = z.infer<typeof ProposeStops>;
export const Proposed = z.object({
  proposed: z.number(),
  refused: z.array(z.object({ accountId: AccountId, code: z.string() })),
});
export type Proposed = z.infer<typeof Proposed>;

export const ProposeRestore = z.strictObject({
  accountId: AccountId,
  reason: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type ProposeRestore = z.infer<typeof ProposeRestore>;
export const OrderAction = z.strictObject({ orderId: SuspensionOrderId, requestId: RequestId });
export type OrderAction = z.infer<typeof OrderAction>;
export const FinalCall = OrderAction.extend({ how: z.string().trim().min(2).max(100) });
export type FinalCall = z.infer<typeof FinalCall>;
export const CancelOrder = OrderAction.extend({ reason: z.string().trim().min(2).max(200) });
export type CancelOrder = z.infer<typeof CancelOrder>;
export const ReportField = OrderAction.extend({
  isDone: z.boolean(),
  worker: z.string().trim().min(1).max(40),
  note: z.string().trim().max(200),
});
export type ReportField = z.infer<typeof ReportField>;
