import { z } from 'zod';
import { useSearchState } from '../../ui/useSearchState.ts';

export const TABS = ['calibration', 'seals', 'events', 'tests'] as const;
const Filters = z.object({
  tab: z.enum(TABS).default('calibration'),
  due: z.enum(['overdue', 'soon', 'undated', 'all']).default('overdue'),
  service: z.enum(['', 'electricity', 'gas', 'water']).default(''),
  building: z.string().default(''),
  seals: z.enum(['on', 'broken', 'off', 'all']).default('all'),
  events: z.enum(['open', 'all']).default('open'),
  tests: z.enum(['all', 'failed']).default('all'),
  text: z.string().default(''),
  page: z.coerce.number().int().min(1).default(1),
  meter: z.coerce.number().int().min(0).default(0),
});
export const PAGE_SIZE = 50;

export function useAccuracyFilters() {
  const [filters, setFilters] = useSearchState(Filters);
  const paging = { text: filters.text, page: filters.page, pageSize: PAGE_SIZE };
  return { filters, setFilters, paging };
}
export type AccuracyFilters = ReturnType<typeof useAccuracyFilters>;

export function pages(of: AccuracyFilters, total: number) {
  return {
    current: of.filters.page,
    pageSize: PAGE_SIZE,
    total,
    hideOnSinglePage: true,
    showSizeChanger: false,
    size: 'small' as const,
    onChange: (page: number) => of.setFilters({ page }),
  };
}
