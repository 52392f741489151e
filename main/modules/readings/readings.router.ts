import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { previewEstimates, storeEstimates } from './estimate.service.ts';
import { cancelPoll, pollFromWindow } from './poll.service.ts';
import {
  Assessment,
  CheckReading,
  Estimate,
  PollCommand,
  PollResult,
  PreviewEstimates,
  Reading,
  ReadingsOfMeter,
  RecordedReading,
  RecordReading,
  ReviewReading,
  ReviewRow,
  StoreEstimates,
  Worklist,
  WorklistQuery,
} from './readings.schema.ts';
import * as readings from './readings.service.ts';
import { reviewQueue, worklist } from './worklist.service.ts';

const reading = procedure.meta({ perm: 'readings.read' });
const writing = procedure.meta({ perm: 'readings.write' });

export const readingsRouter = router({
  worklist: reading
    .input(WorklistQuery)
    .output(Worklist)
    .query(({ ctx, input }) => worklist(ctx.station, input)),
  ofMeter: reading
    .input(ReadingsOfMeter)
    .output(z.array(Reading))
    .query(({ ctx, input }) => readings.latestReadings(ctx.station.db, input.meterId, input.limit)),
  check: writing
    .input(CheckReading)
    .output(Assessment)
    .query(({ ctx, input }) => readings.checkReading(ctx.station, input)),
  record: writing
    .input(RecordReading)
    .output(RecordedReading)
    .mutation(({ ctx, input }) => readings.recordReading(ctx.station, ctx.actor, input)),
  reviewQueue: reading.output(z.array(ReviewRow)).query(({ ctx }) => reviewQueue(ctx.station)),
  review: procedure
    .meta({ perm: 'readings.review' })
    .input(ReviewReading)
    .output(z.void())
    .mutation(({ ctx, input }) => readings.reviewReading(ctx.station, ctx.actor, input)),
  previewEstimates: reading
    .input(PreviewEstimates)
    .output(z.array(Estimate))
    .query(({ ctx, input }) => previewEstimates(ctx.station, input)),
  estimate: procedure
    .meta({ perm: 'readings.review' })
    .input(StoreEstimates)
    .output(z.object({ stored: z.number() }))
    .mutation(({ ctx, input }) => storeEstimates(ctx.station, ctx.actor, input)),
  poll: writing
    .input(PollCommand)
    .output(PollResult)
    .mutation(({ ctx, input }) => pollFromWindow(ctx.station, ctx.actor, input)),
  cancelPoll: writing.output(z.void()).mutation(({ ctx }) => cancelPoll(ctx.station)),
});
