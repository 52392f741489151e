import type { Actor } from '../../db/writer.ts';
import { journalSlice, statement, trialBalanceOf } from '../../modules/ledger/index.ts';
import { stationSettings } from '../../modules/station/index.ts';
import { localDateTime } from '../../shared/dates.ts';
import { StationError } from '../../shared/error-codes.ts';
import { AccountId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import type { DocumentRequest } from '../documents.schema.ts';
import type { DocumentMaker } from '../print/maker.ts';
import { type BookPaper, layoutJournal, layoutStatement, layoutTrialBalance } from './layout.ts';

/** More is not read on paper: the journal of a large station is exported instead. */
const MOST_PRINTED = 2000;

function paperOf(st: Station, by: Actor, { lang }: DocumentRequest): BookPaper {
  return {
    lang,
    stationName: stationSettings(st.db)?.name ?? '',
    printedBy: by.name,
    printedAt: localDateTime(st.clock.now(), st.zone),
  };
}

function spanOf({ from, to }: DocumentRequest) {
  if (!from || !to || from > to) throw new StationError('input.invalid', { field: 'document', reason: 'from and to' });
  return { from, to };
}

export const statementMaker: DocumentMaker = {
  perm: 'customers.read',
  build(st, by, request) {
    const { id, from, to } = request;
    const accountId = AccountId.parse(id);
    return layoutStatement(
      statement(st.db, { accountId, ...(from && { from }), ...(to && { to }) }),
      paperOf(st, by, request),
    );
  },
};

export const trialBalanceMaker: DocumentMaker = {
  perm: 'ledger.read',
  build: (st, by, request) => layoutTrialBalance(trialBalanceOf(st.db, spanOf(request)), paperOf(st, by, request)),
};

/** Refuses 'ledger.too-many-entries'. */
export const journalMaker: DocumentMaker = {
  perm: 'ledger.read',
  build(st, by, request) {
    const span = spanOf(request);
    const { total } = journalSlice(st.db, span, { count: 0, skip: 0 });
    if (total > MOST_PRINTED) throw new StationError('ledger.too-many-entries', { found: total, most: MOST_PRINTED });
    return layoutJournal(journalSlice(st.db, span, { count: total, skip: 0 }), span, paperOf(st, by, request));
  },
};
