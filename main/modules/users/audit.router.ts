import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { AuditEntry, AuditFacets, AuditFilter, AuditPage } from './audit.schema.ts';
import * as audit from './audit.service.ts';

export const auditRouter = router({
  list: procedure
    .meta({ perm: 'audit.read' })
    .input(AuditFilter)
    .output(AuditPage)
    .query(({ ctx, input }) => audit.auditPage(ctx.station, input)),
  facets: procedure
    .meta({ perm: 'audit.read' })
    .output(AuditFacets)
    .query(({ ctx }) => audit.auditFacets(ctx.station.db)),
  get: procedure
    .meta({ perm: 'audit.read' })
    .input(z.strictObject({ id: z.number().int().positive() }))
    .output(AuditEntry)
    .query(({ ctx, input }) => audit.auditEntry(ctx.station.db, input.id)),
});
