import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { AccountId } from '../../shared/ids.ts';
import {
  AccountDetail,
  accountDetail,
  CloseAccount,
  CreateAccount,
  createAccount,
  Household,
  OpenAccount,
  openAccount,
  UpdateAccount,
  updateAccount,
} from '../customers/index.ts';
import { ConnectAccount, Connected } from './accounts.schema.ts';
import * as accounts from './accounts.service.ts';
import { ImportFile, ImportPreview, ImportResult, RunImport, TemplateFile } from './import.schema.ts';
import { previewImport, runImport } from './import.service.ts';
import { importTemplate } from './template.ts';

export const accountsRouter = router({
  get: procedure
    .meta({ perm: 'customers.read' })
    .input(z.strictObject({ accountId: AccountId }))
    .output(AccountDetail)
    .query(({ ctx, input }) => accountDetail(ctx.station.db, input.accountId)),
  /** For a customer and premises that are both known. */
  create: procedure
    .meta({ perm: 'customers.write' })
    .input(CreateAccount)
    .output(AccountId)
    .mutation(({ ctx, input }) => createAccount(ctx.station, ctx.actor, input)),
  open: procedure
    .meta({ perm: 'customers.write' })
    .input(OpenAccount)
    .output(Household)
    .mutation(({ ctx, input }) => openAccount(ctx.station, ctx.actor, input)),
  /** Together with a meter and its first reading. */
  connect: procedure
    .meta({ perm: 'meters.write' })
    .input(ConnectAccount)
    .output(Connected)
    .mutation(({ ctx, input }) => accounts.connectAccount(ctx.station, ctx.actor, input)),
  update: procedure
    .meta({ perm: 'customers.write' })
    .input(UpdateAccount)
    .output(z.void())
    .mutation(({ ctx, input }) => updateAccount(ctx.station, ctx.actor, input)),
  close: procedure
    .meta({ perm: 'customers.write' })
    .input(CloseAccount)
    .output(z.void())
    .mutation(({ ctx, input }) => accounts.closeAccount(ctx.station, ctx.actor, input)),
});

export const importRouter = router({
  template: procedure
    .meta({ perm: 'customers.import' })
    .input(z.strictObject({ lang: z.enum(['zh-CN', 'en']) }))
    .output(TemplateFile)
    .query(({ input }) => importTemplate(input.lang)),
  /** A mutation by its size: a file does not fit into an address. It writes nothing. */
  preview: procedure
    .meta({ perm: 'customers.import' })
    .input(ImportFile)
    .output(ImportPreview)
    .mutation(({ ctx, input }) => previewImport(ctx.station, input)),
  run: procedure
    .meta({ perm: 'customers.import' })
    .input(RunImport)
    .output(ImportResult)
    .mutation(({ ctx, input }) => runImport(ctx.station, ctx.actor, input)),
});
