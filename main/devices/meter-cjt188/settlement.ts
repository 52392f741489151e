import { addMonths, type LocalDate, monthOf } from '../../shared/dates.ts';

/**
 * The settlement day `ago` settlements before today: the meter keeps its values at the start of that day. In a month
 * without the day (31 in April) it is the last one.
 */
export function settlementDate(today: LocalDate, day: number, ago: number): LocalDate {
  const dayIn = (month: string) => {
    const [year = 0, number = 1] = month.split('-').map(Number);
    const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
    return `${month}-${String(Math.min(day, last)).padStart(2, '0')}`;
  };
  const month = monthOf(today);
  const isPast = dayIn(month) <= today;
  return dayIn(addMonths(month, (isPast ? 1 : 0) - ago));
}
