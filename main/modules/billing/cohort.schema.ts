import { z } from 'zod';

export const BilledService = z.enum(['electricity', 'gas', 'water']);
export type BilledService = z.infer<typeof BilledService>;
export const MonthText = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const TariffCycle = z.enum(['month', 'two-months', 'quarter', 'year']);
export type TariffCycle = z.infer<typeof TariffCycle>;

/** The month, the service, and which of its accounts; all of them where nothing more is said. */
export const CohortInput = z.strictObject({
  month: MonthText,
  service: BilledService,
  buildings: z.array(z.string().min(1).max(40)).max(500).optional(),
  /** Cycle of the tariff the account has in that month. */
  cycle: TariffCycle.optional(),
});
export type CohortInput = z.infer<typeof CohortInput>;

/** A cohort as it is kept: no buildings and no cycle mean all. */
export const StoredCohort = z.object({
  month: z.string(),
  service: BilledService,
  buildings: z.array(z.string()),
  cycle: TariffCycle.nullable(),
});
