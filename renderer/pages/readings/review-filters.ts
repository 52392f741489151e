import { z } from 'zod';
import type { Inputs } from '../../app/api.ts';
import { useSearchState } from '../../ui/useSearchState.ts';

const SOURCES = ['', 'manual', 'polled', 'imported', 'estimated', 'round'] as const;
const SORTS = ['oldest', 'newest', 'door', 'meter', 'most', 'least'] as const;
const SERVICES = ['', 'electricity', 'gas', 'water'] as const;
export const AGES = [0, 1, 3, 7, 30] as const;
export const REVIEW_CHOICES = { SOURCES, SORTS, SERVICES };

const Filters = z.object({
  source: z.enum(SOURCES).default(''),
  reason: z.string().default(''),
  service: z.enum(SERVICES).default(''),
  building: z.string().default(''),
  reader: z.coerce.number().int().min(0).default(0),
  meter: z.coerce.number().int().min(0).default(0),
  text: z.string().default(''),
  age: z.coerce.number().int().min(0).default(0),
  sort: z.enum(SORTS).default('oldest'),
  page: z.coerce.number().int().min(1).default(1),
});
export type ReviewFilters = z.infer<typeof Filters>;

export const PAGE_SIZE = 100;

/** What the queue shows; it stays in the address, so that a link and the way back show the same. */
export function useReviewFilters() {
  const [filters, setFilters] = useSearchState(Filters);
  const { source, reason, service, building, reader, meter, text, age, sort, page } = filters;
  const asked = {
    ...(source && { source }),
    ...(reason && { reason: reason as never }),
    ...(service && { service }),
    ...(building && { building }),
    ...(reader && { userId: reader as never }),
    ...(meter && { meterId: meter as never }),
    ...{ text, minDays: age, sort, page, pageSize: PAGE_SIZE },
  } satisfies Inputs['readings']['reviewQueue'];
  const isFiltered = Boolean(source || reason || service || building || reader || meter || text || age);
  return { filters, setFilters, asked, isFiltered };
}
