import type { ReadDb } from '../../db/types.ts';
import { addDays, monthSpan } from '../../shared/dates.ts';
import { tariffInForce } from '../tariffs/index.ts';
import { cohortBuildings } from './cohort.domain.ts';
import type { CohortInput } from './cohort.schema.ts';
import * as store from './cohort.store.ts';

/** Tells who belongs to a run's cohort. */
export function cohortFilter(db: ReadDb, cohort: CohortInput): (accountId: number) => boolean {
  const buildings = cohortBuildings(cohort);
  const { service, cycle } = cohort;
  if (buildings.length === 0 && cycle === undefined) return () => true;
  const lastDay = addDays(monthSpan(cohort.month).to, -1);
  const isOfCycle = (code: string | null) =>
    tariffInForce(db, { code, service, on: lastDay })?.document.cycle === cycle;
  const codes = cycle && store.codesInUse(db, { service }).flatMap(({ code }) => (isOfCycle(code) ? [code] : []));
  const members = store.membersOf(db, {
    service,
    buildings: JSON.stringify(buildings),
    codes: codes ? JSON.stringify(codes) : null,
  });
  const ids = new Set(members.map((row) => row.accountId));
  return (accountId) => ids.has(accountId);
}
