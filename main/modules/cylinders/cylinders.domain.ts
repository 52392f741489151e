import { addDays, addYears, daysBetween, type LocalDate } from '../../shared/dates.ts';
import { type Grams, grams } from '../../shared/quantity.ts';
import type { CylinderRule, CylinderState, DueKind } from './cylinders.schema.ts';

/** Days before an inspection or scrap date from which the cylinder is listed (北京市燃气管理条例 art. 24: notify 30 days before). */
export const DUE_WITHIN_DAYS = 30;

/** Largest filling: water volume × 0.42 kg/L, truncated to 0.1 kg, never rounded up (filling factor of civil LPG cylinders). */
export function maxFillGrams(volumeMl: number): Grams {
  return grams(Math.floor((volumeMl * 42) / 10_000) * 100);
}

interface Dates {
  readonly nextInspectionOn: LocalDate;
  readonly scrapOn: LocalDate;
}

export interface CylinderFacts extends Dates {
  readonly isOwn: boolean;
  readonly scrappedAt: number | null;
}

/** On the due date a cylinder may still be used; the day after it is overdue. */
export function isInspectionOverdue(cylinder: Dates, today: LocalDate): boolean {
  return today > cylinder.nextInspectionOn;
}

/** From the scrap date itself on, the design life is over. */
export function isScrapReached(cylinder: Dates, today: LocalDate): boolean {
  return today >= cylinder.scrapOn;
}

export function cylinderState(cylinder: CylinderFacts, today: LocalDate): CylinderState {
  if (cylinder.scrappedAt !== null) return 'scrapped';
  if (!cylinder.isOwn) return 'foreign';
  if (isScrapReached(cylinder, today)) return 'scrap-reached';
  if (isInspectionOverdue(cylinder, today)) return 'inspection-overdue';
  if (cylinder.nextInspectionOn <= addDays(today, DUE_WITHIN_DAYS)) return 'inspection-due';
  return 'in-use';
}

/** The gravest date the owner must act on (特种设备安全法 art. 40 and 48), or null when none is near. */
export function dueOf(
  cylinder: CylinderFacts,
  today: LocalDate,
): { kind: DueKind; dueOn: LocalDate; daysLeft: number } | null {
  const state = cylinderState(cylinder, today);
  const due = (kind: DueKind, dueOn: LocalDate) => ({ kind, dueOn, daysLeft: daysBetween(today, dueOn) });
  if (state === 'scrapped' || state === 'foreign') return null;
  if (state === 'scrap-reached') return due('scrap-reached', cylinder.scrapOn);
  if (state === 'inspection-overdue') return due('inspection-overdue', cylinder.nextInspectionOn);
  if (cylinder.scrapOn <= addDays(today, DUE_WITHIN_DAYS)) return due('scrap-due', cylinder.scrapOn);
  return state === 'inspection-due' ? due('inspection-due', cylinder.nextInspectionOn) : null;
}

/** The rule for a date of manufacture; an unknown one gets the strictest (shortest life) of the type. */
export function ruleFor(rules: readonly CylinderRule[], madeOn: LocalDate | null): CylinderRule | undefined {
  if (madeOn === null) return rules.toSorted((a, b) => a.lifeYears - b.lifeYears)[0];
  return rules.filter((rule) => rule.madeFrom <= madeOn).toSorted((a, b) => (a.madeFrom < b.madeFrom ? 1 : -1))[0];
}

/**
 * What the form offers when nothing is stamped: inspection after the rule's interval, scrap at the end of the design
 * life (GB 5842-2006: 8 years, one extension of 4). An inspection is never proposed beyond the scrap date. The date
 * stamped by the inspection body takes precedence: the form lets it be typed over.
 */
export function proposeDates(
  madeOn: LocalDate,
  rule: CylinderRule,
  life: { isExtended: boolean; lastInspectedOn?: LocalDate | null },
): Dates {
  const scrapOn = addYears(madeOn, rule.lifeYears + (life.isExtended ? rule.extensionYears : 0));
  const next = addYears(life.lastInspectedOn ?? madeOn, rule.intervalYears);
  return { nextInspectionOn: next < scrapOn ? next : scrapOn, scrapOn };
}
