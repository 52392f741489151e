import { z } from 'zod';
import { AccountId } from '../../shared/ids.ts';

export const PeriodFigures = z.object({ bills: z.number(), quantityMilli: z.number(), amountFen: z.number() });
export type PeriodFigures = z.infer<typeof PeriodFigures>;

/** now: what the run would issue and what stands of its month · last: each account's last billed month before it. */
const Compared = { now: PeriodFigures, last: PeriodFigures, lastYear: PeriodFigures };

export const ComparedBuilding = z.object({ building: z.string(), accounts: z.number(), ...Compared });
export type ComparedBuilding = z.infer<typeof ComparedBuilding>;

/** An account billed in this month and before; null where there is nothing to compare with. */
export const Mover = z.object({
  accountId: AccountId,
  accountNo: z.string(),
  customerName: z.string(),
  doorNo: z.string(),
  building: z.string(),
  lastMonth: z.string().nullable(),
  nowMilli: z.number(),
  lastMilli: z.number().nullable(),
  lastYearMilli: z.number().nullable(),
  nowFen: z.number(),
  lastFen: z.number().nullable(),
  lastYearFen: z.number().nullable(),
});
export type Mover = z.infer<typeof Mover>;

export const Comparison = z.object({
  lastYearMonth: z.string(),
  ...Compared,
  buildings: z.array(ComparedBuilding),
  /** Biggest difference in money first. */
  movers: z.array(Mover),
  /** Where there are too many to list: all that differ by more than this are in the list. */
  moversCompleteAboveFen: z.number(),
});
export type Comparison = z.infer<typeof Comparison>;

export const MoverRule = z.strictObject({
  against: z.enum(['last', 'lastYear']),
  abovePercent: z.number().min(0).max(1_000_000),
  aboveFen: z.number().int().min(0).max(1_000_000_000_000),
});
export type MoverRule = z.infer<typeof MoverRule>;
