import { StationError } from '../../shared/error-codes.ts';
import type { DocumentRequest } from '../documents.schema.ts';
import type { DocumentMaker } from '../print/maker.ts';
import { layoutMonthly } from './layout.ts';
import type { MonthlyQuery } from './monthly.schema.ts';
import { monthlyOf } from './monthly.ts';

export const monthlyMaker: DocumentMaker = {
  perm: 'reports.read',
  build: (st, by, request) =>
    layoutMonthly({ report: monthlyOf(st, queryOf(request)), lang: request.lang, zone: st.zone, printedBy: by.name }),
};

function queryOf({ month, service }: DocumentRequest): MonthlyQuery {
  if (!month || !service) throw new StationError('input.invalid', { field: 'document', reason: 'month and service' });
  return { month, service };
}
