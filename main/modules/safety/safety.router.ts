import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { localDate } from '../../shared/dates.ts';
import { HazardId, InspectionId, PhotoId } from '../../shared/ids.ts';
import * as lists from './hazard-lists.service.ts';
import {
  ChangeDueDate,
  HazardCounts,
  HazardFile,
  HazardPage,
  HazardQuery,
  RecheckHazard,
  RectifyHazard,
  ReportHazard,
} from './hazards.schema.ts';
import * as hazards from './hazards.service.ts';
import {
  Checklist,
  InspectionDetail,
  InspectionKind,
  InspectionPage,
  InspectionQuery,
  SubmitPatrol,
  Submitted,
  SubmitVisit,
} from './inspections.schema.ts';
import * as inspections from './inspections.service.ts';
import { PhotoContent, PhotoQuery, UploadPhoto } from './photos.schema.ts';
import { photoContent, savePhoto } from './photos.service.ts';

const reading = procedure.meta({ perm: 'safety.read' });
const writing = procedure.meta({ perm: 'safety.write' });

export const safetyRouter = router({
  checklist: reading
    .input(z.strictObject({ kind: InspectionKind }))
    .output(Checklist)
    .query(({ ctx, input }) => inspections.checklist(ctx.station.db, input.kind)),
  submitPatrol: writing
    .input(SubmitPatrol)
    .output(Submitted)
    .mutation(({ ctx, input }) => inspections.submitPatrol(ctx.station, ctx.actor, input)),
  submitVisit: writing
    .input(SubmitVisit)
    .output(Submitted)
    .mutation(({ ctx, input }) => inspections.submitVisit(ctx.station, ctx.actor, input)),
  inspections: reading
    .input(InspectionQuery)
    .output(InspectionPage)
    .query(({ ctx, input }) => inspections.listInspections(ctx.station.db, input)),
  inspection: reading
    .input(z.strictObject({ inspectionId: InspectionId }))
    .output(InspectionDetail)
    .query(({ ctx, input }) => inspections.inspectionDetail(ctx.station.db, input.inspectionId)),
  uploadPhoto: writing
    .input(UploadPhoto)
    .output(PhotoId)
    .mutation(({ ctx, input }) => savePhoto(ctx.station, ctx.actor, input.base64)),
  photo: reading
    .input(PhotoQuery)
    .output(PhotoContent)
    .query(({ ctx, input }) => photoContent(ctx.station.db, input.photoId)),
});

export const hazardsRouter = router({
  list: reading
    .input(HazardQuery)
    .output(HazardPage)
    .query(({ ctx, input }) => lists.listHazards(ctx.station, input)),
  counts: reading
    .output(HazardCounts)
    .query(({ ctx }) => lists.hazardCounts(ctx.station.db, localDate(ctx.station.clock.now(), ctx.station.zone))),
  file: reading
    .input(z.strictObject({ hazardId: HazardId }))
    .output(HazardFile)
    .query(({ ctx, input }) => lists.hazardFile(ctx.station, input.hazardId)),
  report: writing
    .input(ReportHazard)
    .output(HazardId)
    .mutation(({ ctx, input }) => hazards.reportHazard(ctx.station, ctx.actor, input)),
  rectify: writing
    .input(RectifyHazard)
    .output(z.void())
    .mutation(({ ctx, input }) => hazards.rectifyHazard(ctx.station, ctx.actor, input)),
  recheck: writing
    .input(RecheckHazard)
    .output(z.void())
    .mutation(({ ctx, input }) => hazards.recheckHazard(ctx.station, ctx.actor, input)),
  changeDueDate: writing
    .input(ChangeDueDate)
    .output(z.void())
    .mutation(({ ctx, input }) => hazards.changeDueDate(ctx.station, ctx.actor, input)),
});
