import { z } from 'zod';
import { MeterId, RequestId } from '../../shared/ids.ts';
import { AlertKind } from './policy.schema.ts';
import { PolledService } from './polling.schema.ts';

export const AlertState = z.enum(['open', 'acknowledged', 'closed']);
export type AlertState = z.infer<typeof AlertState>;

export const Alert = z.object({
  alertId: z.number(),
  meterId: MeterId,
  meterNo: z.string(),
  service: PolledService,
  doorNo: z.string(),
  customerName: z.string(),
  kind: AlertKind,
  state: AlertState,
  /** kW, V, minutes, days or kWh in thousandths, as the kind says; null where there is no figure. */
  valueMilli: z.number().nullable(),
  limitMilli: z.number().nullable(),
  openedAt: z.number(),
  /** When it was last so, and how often it was found. */
  seenAt: z.number(),
  seen: z.number(),
  note: z.string(),
  acknowledgedBy: z.string(),
  acknowledgedAt: z.number().nullable(),
  /** Empty: it ended by itself. */
  closedBy: z.string(),
  closedAt: z.number().nullable(),
});
export type Alert = z.infer<typeof Alert>;

export const AlertQuery = z.strictObject({
  show: z.enum(['live', 'open', 'acknowledged', 'closed', 'all']).default('live'),
  kind: AlertKind.nullable().default(null),
  text: z.string().trim().max(60).default(''),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(50),
});
export type AlertQuery = z.input<typeof AlertQuery>;
export const AlertPage = z.object({ total: z.number(), rows: z.array(Alert) });
export type AlertPage = z.infer<typeof AlertPage>;
export const AlertCounts = z.object({ open: z.number(), acknowledged: z.number(), gaps: z.number() });
export type AlertCounts = z.infer<typeof AlertCounts>;

export const DecideAlerts = z.strictObject({
  alertIds: z.array(z.number().int().positive()).min(1).max(500),
  decision: z.enum(['acknowledge', 'close']),
  note: z.string().trim().min(2).max(200),
  requestId: RequestId,
});
export type DecideAlerts = z.infer<typeof DecideAlerts>;
