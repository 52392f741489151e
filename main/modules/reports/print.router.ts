import { procedure, router } from '../../api/trpc.ts';
import { FileContent, Issue, Page, Preview, StripPrinter } from './print.schema.ts';
import { issue, pdf, preview, printStrip, stripPrinter } from './print.service.ts';

/** Everything that goes on paper. The permission is that of the kind of document. */
export const printRouter = router({
  preview: procedure
    .meta({ perm: 'session.own' })
    .input(Preview)
    .output(Page)
    .query(({ ctx, input }) => preview(ctx.station, ctx.session, input.document)),
  issue: procedure
    .meta({ perm: 'session.own' })
    .input(Issue)
    .output(Page)
    .mutation(({ ctx, input }) => issue(ctx.station, ctx.session, input)),
  pdf: procedure
    .meta({ perm: 'session.own' })
    .input(Issue)
    .output(FileContent)
    .mutation(({ ctx, input }) => pdf(ctx.station, ctx.session, input)),
  stripPrinter: procedure
    .meta({ perm: 'session.own' })
    .output(StripPrinter.nullable())
    .query(({ ctx }) => stripPrinter(ctx.station)),
  strip: procedure
    .meta({ perm: 'session.own' })
    .input(Issue)
    .output(StripPrinter)
    .mutation(({ ctx, input }) => printStrip(ctx.station, ctx.session, input)),
});
