import { stationSettings } from '../../modules/station/index.ts';
import type { Station } from '../../station.types.ts';
import type { MonthlyQuery, MonthlyReport } from './monthly.schema.ts';
import { monthlyReport } from './rows.ts';

/** The report as of now, for the screen, the paper and the workbook alike. */
export function monthlyOf(st: Station, query: MonthlyQuery): MonthlyReport {
  return monthlyReport(st.db, query, {
    at: st.clock.now(),
    zone: st.zone,
    stationName: stationSettings(st.db)?.name ?? '',
  });
}
