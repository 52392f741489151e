/** For whom a run is: accounts of a service, perhaps only of some buildings or of tariffs with one cycle. */
export interface Cohort {
  readonly month: string;
  readonly service: string;
  readonly buildings?: readonly string[] | undefined;
  readonly cycle?: 'month' | 'two-months' | 'quarter' | 'year' | undefined;
}

/** The buildings each once and in one order, so that the same choice is the same cohort however it was made. */
export function cohortBuildings(cohort: Pick<Cohort, 'buildings'>): string[] {
  return [...new Set(cohort.buildings ?? [])].sort();
}

/** The same text for the same cohort: names its jobs. */
export function cohortKey(cohort: Cohort): string {
  return JSON.stringify([cohort.month, cohort.service, cohort.cycle ?? null, ...cohortBuildings(cohort)]);
}

/** What a run is stored and found again with. */
export function cohortColumns(cohort: Cohort) {
  const { month, service, cycle = null } = cohort;
  return { month, service, cycle, buildingsJson: JSON.stringify(cohortBuildings(cohort)) };
}
