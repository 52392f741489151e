import { addDays, type LocalDate } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { type CustomerKind, LEGAL_MINIMUM, type Service } from './legal.domain.ts';
import type { DunningRule } from './rule.schema.ts';

/** Fixed holidays of the year; those of the lunar calendar are typed in when they are announced. */
const HOLIDAYS = ['01-01', '05-01', '10-01', '10-02', '10-03', '10-04', '10-05', '10-06', '10-07'];

/** The program's own rule of a service: the least the law asks for, and working hours. */
export function standardRule(service: Service): DunningRule {
  const legal = LEGAL_MINIMUM[service];
  return {
    reminder: { isOn: true, afterDays: 3, minFen: 100 },
    demand: { isOn: true, afterDays: 15, minFen: 1000 },
    notice: { isOn: legal.mayStop, afterDays: 30, minFen: 5000 },
    order: { isOn: legal.mayStop, afterDays: Math.max(31, legal.overdueDays + 1), minFen: 5000 },
    noticeDays: { person: Math.max(1, legal.noticeDays.person), company: Math.max(1, legal.noticeDays.company) },
    finalCallMinutes: { ...legal.finalCallMinutes },
    restoreHours: legal.restoreHours,
    window: { from: '09:00', to: '16:00', weekdays: [1, 2, 3, 4], holidays: HOLIDAYS },
    needsSecondPerson: true,
    restoreBy: 'allow-close',
    fieldHours: 8,
  };
}

/** Refuses 'dunning.below-legal', 'dunning.stop-forbidden', 'dunning.window-empty' and stages out of order. */
export function assertLawful(service: Service, rule: DunningRule): void {
  const legal = LEGAL_MINIMUM[service];
  const tooLow = (what: string, least: number) => new StationError('dunning.below-legal', { what, least });
  if (rule.window.from >= rule.window.to) throw new StationError('dunning.window-empty');
  if (!legal.mayStop) {
    if (rule.notice.isOn || rule.order.isOn) throw new StationError('dunning.stop-forbidden');
    return;
  }
  if (rule.order.isOn && rule.order.afterDays <= legal.overdueDays) throw tooLow('order', legal.overdueDays + 1);
  for (const kind of ['person', 'company'] as const) {
    if (rule.noticeDays[kind] < legal.noticeDays[kind]) throw tooLow(`notice-${kind}`, legal.noticeDays[kind]);
    if (rule.finalCallMinutes[kind] < legal.finalCallMinutes[kind])
      throw tooLow(`call-${kind}`, legal.finalCallMinutes[kind]);
  }
  if (rule.restoreHours > legal.restoreHours) throw tooLow('restore', legal.restoreHours);
}

/**
 * The rule as it holds: never below what the law asks for, whatever is stored. A law that became stricter with a new
 * version of the program thereby holds for rules saved before.
 */
export function heldRule(service: Service, rule: DunningRule): DunningRule {
  const legal = LEGAL_MINIMUM[service];
  const most = (own: Readonly<Record<CustomerKind, number>>, least: Readonly<Record<CustomerKind, number>>) => ({
    person: Math.max(own.person, least.person),
    company: Math.max(own.company, least.company),
  });
  return {
    ...rule,
    notice: { ...rule.notice, isOn: rule.notice.isOn && legal.mayStop },
    order: {
      ...rule.order,
      isOn: rule.order.isOn && legal.mayStop,
      afterDays: Math.max(rule.order.afterDays, legal.overdueDays + 1),
    },
    noticeDays: most(rule.noticeDays, legal.noticeDays),
    finalCallMinutes: most(rule.finalCallMinutes, legal.finalCallMinutes),
    restoreHours: Math.min(rule.restoreHours, legal.restoreHours),
  };
}

/** First day on which a supply may be stopped after a notice was served: the full days of the term have passed. */
export function firstStopDay(servedOn: LocalDate, rule: DunningRule, kind: CustomerKind): LocalDate {
  return addDays(servedOn, rule.noticeDays[kind] + 1);
}

/** Whether a supply may be stopped at a local moment ("2026-11-26 09:30:00"). */
export function isInWindow(window: DunningRule['window'], local: string): boolean {
  const [date = '', clock = ''] = local.split(' ');
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  const isHoliday = window.holidays.some((day) => day === date || day === date.slice(5));
  const minute = clock.slice(0, 5);
  return window.weekdays.includes(weekday) && !isHoliday && minute >= window.from && minute < window.to;
}
