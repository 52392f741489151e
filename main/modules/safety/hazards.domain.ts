import { addDays, daysBetween, type LocalDate } from '../../shared/dates.ts';
import type { HazardDetails, HazardGrade, HazardState } from './hazards.schema.ts';

/** Days a general hazard is given by default. One author's convention, not law: the officer may choose another date. */
export const GENERAL_DAYS = 7;

/** Serious: the same day. General: seven days. */
export function proposedDueDate(grade: HazardGrade, today: LocalDate): LocalDate {
  return grade === 'serious' ? today : addDays(today, GENERAL_DAYS);
}

/** What a failed item offers as its hazard. */
export function proposeHazard(
  item: { grade: HazardGrade },
  fault: string,
  today: LocalDate,
  responsible: string,
): HazardDetails {
  return { grade: item.grade, description: fault, dueOn: proposedDueDate(item.grade, today), responsible };
}

/** On the due date itself a hazard is in time. */
export function isOverdue(hazard: { state: HazardState; dueOn: LocalDate }, today: LocalDate): boolean {
  return hazard.state === 'open' && daysBetween(hazard.dueOn, today) > 0;
}

export interface Known {
  readonly grade: HazardGrade;
  readonly dueOn: LocalDate;
}

/**
 * A second inspection that meets a hazard still open joins it: first date and due date stay. Only when it has become
 * serious since does the grade rise, and then the earlier of the two due dates holds.
 */
export function joined(known: Known, found: Known): Known {
  if (known.grade === 'serious' || found.grade === 'general') return { grade: known.grade, dueOn: known.dueOn };
  return { grade: 'serious', dueOn: known.dueOn < found.dueOn ? known.dueOn : found.dueOn };
}

export function formatHazardNo(serial: number): string {
  return `YH${String(serial).padStart(6, '0')}`;
}
