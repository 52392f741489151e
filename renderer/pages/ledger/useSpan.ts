import { monthOf } from '../../../main/shared/dates.ts';
import { useToday } from '../../ui/useToday.ts';

/** The span of dates a book shows: what the address says, else this month so far. */
export function useSpan(search: { from: string; to: string }) {
  const { today } = useToday();
  const to = search.to || today;
  const start = `${monthOf(to)}-01`;
  const from = search.from && search.from <= to ? search.from : start;
  return { from, to, today };
}
