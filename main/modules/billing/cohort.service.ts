import type { ReadDb } from '../../db/types.ts';
import { addDays, monthSpan } from '../../shared/dates.ts';
import { tariffInForce } from '../tariffs/index.ts';
import { cohortBuildings } from './cohort.domain.ts';
import type { CohortInput } from './cohort.schema.ts';
import * as store from './cohort.store.ts';

/** The accounts of a run's cohort; undefined where it is for everybody. */
export function cohortMembers(db: ReadDb, cohort: CohortInput): ReadonlySet<number> | undefined {
  const buildings = cohortBuildings(cohort);
  const { service, cycle } = cohort;
  if (buildings.length === 0 && cycle === undefined) return undefined;
  const lastDay = addDays(monthSpan(cohort.month).to, -1);
  const isOfCycle = (code: string | null) =>
    tariffInForce(db, { code, service, on: lastDay })?.document.cycle === cycle;
  const codes = cycle && store.codesInUse(db, { service }).flatMap(({ code }) => (isOfCycle(code) ? [code] : []));
  const members = store.membersOf(db, {
    service,
    buildings: JSON.stringify(buildings),
    codes: codes ? JSON.stringify(codes) : null,
  });
  return new Set(members.map((row) => row.accountId));
}

/** How many of them are open in a month. */
export function countMembers(
  db: ReadDb,
  members: ReadonlySet<number>,
  span: { readonly from: string; readonly to: string },
): number {
  return store.countOpen(db, { accounts: JSON.stringify([...members]), from: span.from, to: span.to }).accounts;
}
