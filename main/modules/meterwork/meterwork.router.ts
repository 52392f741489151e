import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { CorrectionPreview, CorrectionResult } from '../billing/index.ts';
import { BackBill, FaultPreview, FaultsOfMeter, MeterFault, PreviewFault, ReverseFault } from './fault.schema.ts';
import { backBill, faultsOfMeter, previewFault, reverseFault } from './fault.service.ts';
import {
  ConfirmRollover,
  ConfirmTrueUp,
  PreviewReplacement,
  PreviewRollover,
  PreviewSwap,
  PreviewTrueUp,
  ReplaceMeter,
  ReplacementPreview,
  ReplacementResult,
  RolloverPreview,
  SwapMeters,
  TrueUpPreview,
} from './meterwork.schema.ts';
import { previewReplacement, replaceMeter } from './replacement.service.ts';
import { confirmRollover, previewRollover } from './rollover.service.ts';
import { previewSwap, swapMeters } from './swap.service.ts';
import { confirmTrueUp, previewTrueUp } from './true-up.service.ts';

const replacing = procedure.meta({ perm: 'meters.write' });
const reviewing = procedure.meta({ perm: 'readings.review' });
const correcting = procedure.meta({ perm: 'billing.correct' });

export const meterworkRouter = router({
  previewReplacement: replacing
    .input(PreviewReplacement)
    .output(ReplacementPreview)
    .query(({ ctx, input }) => previewReplacement(ctx.station, ctx.actor, input)),
  replace: replacing
    .input(ReplaceMeter)
    .output(ReplacementResult)
    .mutation(({ ctx, input }) => replaceMeter(ctx.station, ctx.actor, input)),
  previewRollover: reviewing
    .input(PreviewRollover)
    .output(RolloverPreview)
    .query(({ ctx, input }) => previewRollover(ctx.station, ctx.actor, input)),
  confirmRollover: reviewing
    .input(ConfirmRollover)
    .output(z.void())
    .mutation(({ ctx, input }) => confirmRollover(ctx.station, ctx.actor, input)),
  previewTrueUp: correcting
    .input(PreviewTrueUp)
    .output(TrueUpPreview)
    .query(({ ctx, input }) => previewTrueUp(ctx.station, ctx.actor, input)),
  confirmTrueUp: correcting
    .input(ConfirmTrueUp)
    .output(z.void())
    .mutation(({ ctx, input }) => confirmTrueUp(ctx.station, ctx.actor, input)),
  previewSwap: correcting
    .input(PreviewSwap)
    .output(CorrectionPreview)
    .query(({ ctx, input }) => previewSwap(ctx.station, ctx.actor, input)),
  swap: correcting
    .input(SwapMeters)
    .output(CorrectionResult)
    .mutation(({ ctx, input }) => swapMeters(ctx.station, ctx.actor, input)),
  faults: procedure
    .meta({ perm: 'billing.read' })
    .input(FaultsOfMeter)
    .output(z.array(MeterFault))
    .query(({ ctx, input }) => faultsOfMeter(ctx.station.db, input.meterId)),
  previewFault: correcting
    .input(PreviewFault)
    .output(FaultPreview)
    .query(({ ctx, input }) => previewFault(ctx.station, ctx.actor, input)),
  backBill: correcting
    .input(BackBill)
    .output(MeterFault)
    .mutation(({ ctx, input }) => backBill(ctx.station, ctx.actor, input)),
  reverseFault: correcting
    .input(ReverseFault)
    .output(MeterFault)
    .mutation(({ ctx, input }) => reverseFault(ctx.station, ctx.actor, input)),
});
