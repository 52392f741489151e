import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { AccountBook, AccountBookQuery, PeriodQuery, Statement, StatementQuery, TrialBalance } from './books.schema.ts';
import { accountBook, statement, trialBalanceOf } from './books.service.ts';
import { EntryDetail, EntryQuery, Journal, JournalFacets, JournalQuery } from './journal.schema.ts';
import { entryDetail, journal, journalFacets } from './journal.service.ts';
import { Verification } from './ledger.schema.ts';
import { verify } from './ledger.service.ts';
import { CodeMapRow, SetCodeMap, VoucherChunk, VoucherQuery } from './voucher.schema.ts';
import { codeMap, setCodeMap, voucherChunk } from './voucher.service.ts';

export const ledgerRouter = router({
  statement: procedure
    .meta({ perm: 'customers.read' })
    .input(StatementQuery)
    .output(Statement)
    .query(({ ctx, input }) => statement(ctx.station.db, input)),
  trialBalance: procedure
    .meta({ perm: 'ledger.read' })
    .input(PeriodQuery)
    .output(TrialBalance)
    .query(({ ctx, input }) => trialBalanceOf(ctx.station.db, input)),
  accountBook: procedure
    .meta({ perm: 'ledger.read' })
    .input(AccountBookQuery)
    .output(AccountBook)
    .query(({ ctx, input }) => accountBook(ctx.station.db, input)),
  journal: procedure
    .meta({ perm: 'ledger.read' })
    .input(JournalQuery)
    .output(Journal)
    .query(({ ctx, input }) => journal(ctx.station.db, input)),
  journalFacets: procedure
    .meta({ perm: 'ledger.read' })
    .input(PeriodQuery)
    .output(JournalFacets)
    .query(({ ctx, input }) => journalFacets(ctx.station.db, input)),
  entry: procedure
    .meta({ perm: 'ledger.read' })
    .input(EntryQuery)
    .output(EntryDetail)
    .query(({ ctx, input }) => entryDetail(ctx.station.db, input.entryId)),
  /** A file in parts: ask again with `next` until it is null. */
  vouchers: procedure
    .meta({ perm: 'ledger.read' })
    .input(VoucherQuery)
    .output(VoucherChunk)
    .query(({ ctx, input }) => voucherChunk(ctx.station.db, input)),
  codeMap: procedure
    .meta({ perm: 'ledger.read' })
    .output(z.array(CodeMapRow))
    .query(({ ctx }) => codeMap(ctx.station.db)),
  setCodeMap: procedure
    .meta({ perm: 'ledger.map' })
    .input(SetCodeMap)
    .output(z.array(CodeMapRow))
    .mutation(({ ctx, input }) => setCodeMap(ctx.station, ctx.actor, input)),
  /** Reads the whole book: seconds on a large station. */
  verify: procedure
    .meta({ perm: 'ledger.read' })
    .output(Verification)
    .query(({ ctx }) => verify(ctx.station.db, ctx.station.documentReaders, ctx.station.bookChecks)),
});
