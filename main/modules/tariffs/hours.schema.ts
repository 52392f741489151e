import { z } from 'zod';

const PERIOD = z.enum(['sharp', 'peak', 'flat', 'valley']);
/** "08:00" … "24:00", to the half hour at which meters switch. */
const Clock = z.string().regex(/^(([01]\d|2[0-3]):[03]0|24:00)$/);
const HourSpan = z.strictObject({ from: Clock, to: Clock, period: PERIOD });
const DayPlan = z
  .strictObject({
    /** 1 … 12; left out: the months no other plan names. */
    months: z.array(z.number().int().min(1).max(12)).min(1).optional(),
    /** 1 Monday … 7 Sunday; left out: every day. */
    weekdays: z.array(z.number().int().min(1).max(7)).min(1).optional(),
    spans: z.array(HourSpan).min(1).max(16),
  })
  .superRefine(({ spans }, ctx) => {
    const covered = new Array<boolean>(48).fill(false);
    for (const [i, span] of spans.entries())
      for (const slot of slotsOf(span)) {
        if (covered[slot]) ctx.addIssue({ code: 'custom', message: 'hours overlap', path: ['spans', i] });
        covered[slot] = true;
      }
    if (covered.includes(false)) ctx.addIssue({ code: 'custom', message: 'hours leave a gap', path: ['spans'] });
  });
type DayPlan = z.infer<typeof DayPlan>;

/** Hours of the periods by season and weekday; the first plan that fits the day counts. */
export const HourTable = z.array(DayPlan).max(12).default([]);
export type HourTable = z.infer<typeof HourTable>;

function slotOf(clock: string): number {
  const [hours, minutes] = clock.split(':');
  return Number(hours) * 2 + Number(minutes) / 30;
}

/** Half hours of a span; one that ends before it starts goes on over midnight. */
function* slotsOf(span: { from: string; to: string }): Generator<number> {
  const [from, to] = [slotOf(span.from), slotOf(span.to)];
  const length = to > from ? to - from : to + 48 - from;
  for (let i = 0; i < length; i++) yield (from + i) % 48;
}

/** The period of a local time, or undefined where the table says nothing about that day. `weekday`: 1 Monday … 7 Sunday. */
export function periodAt(
  table: HourTable,
  at: { month: number; weekday: number; clock: string },
): z.infer<typeof PERIOD> | undefined {
  const fits = (plan: DayPlan) =>
    (plan.months?.includes(at.month) ?? true) && (plan.weekdays?.includes(at.weekday) ?? true);
  // A plan with months stands before one for the rest of the year.
  const plan = table.find((p) => p.months && fits(p)) ?? table.find((p) => !p.months && fits(p));
  const slot = slotOf(`${at.clock.slice(0, 3)}${Number(at.clock.slice(3, 5)) < 30 ? '00' : '30'}`);
  return plan?.spans.find((span) => [...slotsOf(span)].includes(slot))?.period;
}
