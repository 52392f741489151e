import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { addDays, monthOf, monthSpan } from '../../../main/shared/dates.ts';
import { trpc } from '../../app/api.ts';
import { useSearchState } from '../../ui/useSearchState.ts';
import { useToday } from '../../ui/useToday.ts';

const Filters = z.object({
  month: z.string().default(''),
  service: z.enum(['', 'electricity', 'gas', 'water']).default(''),
  building: z.string().default(''),
  show: z.enum(['all', 'missing', 'doubtful']).default('all'),
  page: z.coerce.number().int().min(1).default(1),
});

export const PAGE_SIZE = 100;

/** The round on the screen. Left empty, the month is this one and the service what this kind of station sells. */
export function useRound() {
  const [filters, setFilters] = useSearchState(Filters);
  const { today, zone } = useToday();
  const state = useQuery(trpc.station.state.queryOptions());
  const service = filters.service || (state.data?.kind === 'gas-station' ? 'gas' : 'electricity');
  const month = filters.month || monthOf(today);
  const round = { ...filters, service, month } as const;
  return { round, setFilters, today, zone };
}

/** The day a reading entered now is dated: today in this month, the last day of a month gone by. */
export function usualDay(month: string, today: string): string {
  return month === monthOf(today) ? today : addDays(monthSpan(month).to, -1);
}
