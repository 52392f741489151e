import { z } from 'zod';
import { isLocalDate } from '../../shared/dates.ts';
import { AccountId, CustomerId, MeterId, RequestId } from '../../shared/ids.ts';
import { NewHousehold } from '../customers/customers.schema.ts';
import { NewMeter } from '../meters/meters.schema.ts';

/** The register value a meter starts with, in thousandths; never billed. */
export const FirstReading = z.strictObject({
  totalMilli: z.number().int().min(0),
  readOn: z.string().refine(isLocalDate, 'date'),
});

/** An account with its meter: one that lies in stock, or one that is entered with it. */
export const ConnectAccount = NewHousehold.extend({
  meter: z.union([z.strictObject({ meterId: MeterId }), NewMeter.omit({ service: true, installedOn: true })]),
  firstReading: FirstReading.nullable().default(null),
  requestId: RequestId,
});
export type ConnectAccount = z.input<typeof ConnectAccount>;

export const Connected = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  customerId: CustomerId,
  meterId: MeterId,
});
export type Connected = z.infer<typeof Connected>;
