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
  StoreEstimates,
  Worklist,
  WorklistQuery,
} from './readings.schema.ts';
import * as readings from './readings.service.ts';
import {
  CorrectDoubtful,
  DecideReadings,
  DecisionItem,
  DecisionResult,
  HistoryQuery,
  HistoryRow,
  PreviewCorrectDoubtful,
  PreviewDecision,
  Reread,
  ReviewFilter,
  ReviewQueue,
  UndoDecisions,
} from './review.schema.ts';
import { historyOf, openRereads, reviewQueue } from './review.service.ts';
import * as decisions from './review-decisions.service.ts';
import { worklist } from './worklist.service.ts';

const reading = procedure.meta({ perm: 'readings.read' });
const writing = procedure.meta({ perm: 'readings.write' });
const reviewing = procedure.meta({ perm: 'readings.review' });

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
  reviewQueue: reading
    .input(ReviewFilter)
    .output(ReviewQueue)
    .query(({ ctx, input }) => reviewQueue(ctx.station, input)),
  history: reading
    .input(HistoryQuery)
    .output(z.array(HistoryRow))
    .query(({ ctx, input }) => historyOf(ctx.station.db, input.meterId)),
  rereads: reading.output(z.array(Reread)).query(({ ctx }) => openRereads(ctx.station.db)),
  review: reviewing
    .input(ReviewReading)
    .output(z.void())
    .mutation(({ ctx, input }) => decisions.reviewReading(ctx.station, ctx.actor, input)),
  previewDecision: reviewing
    .input(PreviewDecision)
    .output(DecisionResult)
    .query(({ ctx, input }) => decisions.previewDecision(ctx.station, ctx.actor, input)),
  decide: reviewing
    .input(DecideReadings)
    .output(DecisionResult)
    .mutation(({ ctx, input }) => decisions.decideReadings(ctx.station, ctx.actor, input)),
  undo: reviewing
    .input(UndoDecisions)
    .output(DecisionResult)
    .mutation(({ ctx, input }) => decisions.undoDecisions(ctx.station, ctx.actor, input)),
  previewCorrectDoubtful: reviewing
    .input(PreviewCorrectDoubtful)
    .output(DecisionItem)
    .query(({ ctx, input }) => decisions.previewCorrection(ctx.station, ctx.actor, input)),
  correctDoubtful: reviewing
    .input(CorrectDoubtful)
    .output(DecisionItem)
    .mutation(({ ctx, input }) => decisions.correctDoubtful(ctx.station, ctx.actor, input)),
  previewEstimates: reading
    .input(PreviewEstimates)
    .output(z.array(Estimate))
    .query(({ ctx, input }) => previewEstimates(ctx.station, input)),
  estimate: reviewing
    .input(StoreEstimates)
    .output(z.object({ stored: z.number() }))
    .mutation(({ ctx, input }) => storeEstimates(ctx.station, ctx.actor, input)),
  poll: writing
    .input(PollCommand)
    .output(PollResult)
    .mutation(({ ctx, input }) => pollFromWindow(ctx.station, ctx.actor, input)),
  cancelPoll: writing.output(z.void()).mutation(({ ctx }) => cancelPoll(ctx.station)),
});
