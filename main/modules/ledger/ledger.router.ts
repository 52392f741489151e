import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { StatementLine, StatementQuery, TrialBalanceRow, Verification } from './ledger.schema.ts';
import * as ledger from './ledger.service.ts';

export const ledgerRouter = router({
  statement: procedure
    .meta({ perm: 'customers.read' })
    .input(StatementQuery)
    .output(z.array(StatementLine))
    .query(({ ctx, input }) => ledger.statement(ctx.station.db, input.accountId)),
  trialBalance: procedure
    .meta({ perm: 'ledger.read' })
    .output(z.array(TrialBalanceRow))
    .query(({ ctx }) => ledger.trialBalance(ctx.station.db)),
  /** Reads the whole book: seconds on a large station. */
  verify: procedure
    .meta({ perm: 'ledger.read' })
    .output(Verification)
    .query(({ ctx }) => ledger.verify(ctx.station.db, ctx.station.documentReaders, ctx.station.bookChecks)),
});
