import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { StationError } from '../../shared/error-codes.ts';
import { PhotoContent } from '../safety/index.ts';
import { ExportedRound, ExportRound, ImportedRound, ImportRound } from './file.schema.ts';
import { exportRound, importRound } from './file.service.ts';
import { downloadRound, returnRound } from './handover.service.ts';
import {
  CaptureResult,
  Download,
  MyRound,
  PhotoPart,
  PhotoProgress,
  ReturnRound,
  RoundOnDevice,
  RoundPackage,
  Upload,
  UploadResult,
} from './phone.schema.ts';
import { roundPhoto, takePhotoPart } from './photos.service.ts';
import * as plan from './plan.service.ts';
import * as results from './results.service.ts';
import * as schema from './rounds.schema.ts';
import * as routes from './routes.service.ts';
import { uploadCaptures } from './upload.service.ts';

const reading = procedure.meta({ perm: 'readings.read' });
const planning = procedure.meta({ perm: 'rounds.plan' });
const walking = procedure.meta({ perm: 'rounds.walk' });

export const roundsRouter = router({
  routes: reading.output(z.array(schema.RouteRow)).query(({ ctx }) => routes.listRoutes(ctx.station)),
  route: reading
    .input(schema.RouteQuery)
    .output(schema.RouteFile)
    .query(({ ctx, input }) => routes.routeFile(ctx.station, input.routeId)),
  places: planning
    .input(schema.PlacesQuery)
    .output(schema.PlacesFound)
    .query(({ ctx, input }) => routes.findPlaces(ctx.station, input)),
  saveRoute: planning
    .input(schema.SaveRoute)
    .output(z.number())
    .mutation(({ ctx, input }) => routes.saveRoute(ctx.station, ctx.actor, input)),
  removeRoute: planning
    .input(schema.RemoveRoute)
    .output(z.void())
    .mutation(({ ctx, input }) => routes.removeRoute(ctx.station, ctx.actor, input)),
  rereads: planning.output(z.array(schema.RereadPlace)).query(({ ctx }) => routes.rereadPlaces(ctx.station)),
  readers: planning.output(z.array(schema.Reader)).query(({ ctx }) => plan.readers(ctx.station)),
  list: reading
    .input(schema.RoundFilter)
    .output(z.array(schema.RoundRow))
    .query(({ ctx, input }) => results.listRounds(ctx.station, input)),
  get: reading
    .input(schema.RoundQuery)
    .output(schema.RoundFile)
    .query(({ ctx, input }) => results.roundFile(ctx.station, input.roundId)),
  plan: planning
    .input(schema.PlanRound)
    .output(z.number())
    .mutation(({ ctx, input }) => plan.planRound(ctx.station, ctx.actor, input)),
  change: planning
    .input(schema.ChangeRound)
    .output(z.void())
    .mutation(({ ctx, input }) => plan.changeRound(ctx.station, ctx.actor, input)),
  close: planning
    .input(schema.CloseRound)
    .output(z.void())
    .mutation(({ ctx, input }) => plan.closeRound(ctx.station, ctx.actor, input)),
  reopen: planning
    .input(schema.CloseRound)
    .output(z.void())
    .mutation(({ ctx, input }) => plan.reopenRound(ctx.station, ctx.actor, input)),
  photo: reading
    .input(schema.RoundPhotoQuery)
    .output(PhotoContent)
    .query(({ ctx, input }) => roundPhoto(ctx.station, input.photoUid)),
  photosOfMeter: reading
    .input(schema.PhotosQuery)
    .output(z.array(schema.ReadingPhoto))
    .query(({ ctx, input }) => results.photosOfMeter(ctx.station, input.meterId)),
  exportFile: planning
    .input(ExportRound)
    .output(ExportedRound)
    .mutation(({ ctx, input }) => exportRound(ctx.station, ctx.actor, input)),
  importFile: walking
    .input(ImportRound)
    .output(ImportedRound)
    .mutation(({ ctx, input }) => importRound(ctx.station, ctx.actor, input)),

  mine: walking.output(z.array(MyRound)).query(({ ctx }) => {
    if (ctx.actor.userId === null) throw new StationError('session.required');
    return results.myRounds(ctx.station, ctx.actor.userId);
  }),
  download: walking
    .input(Download)
    .output(RoundPackage)
    .mutation(({ ctx, input }) => downloadRound(ctx.station, ctx.actor, input)),
  upload: walking
    .input(Upload)
    .output(UploadResult)
    .mutation(({ ctx, input }) => uploadCaptures(ctx.station, ctx.actor, input)),
  photoPart: walking
    .input(PhotoPart)
    .output(PhotoProgress)
    .mutation(({ ctx, input }) => takePhotoPart(ctx.station, ctx.actor, input)),
  results: walking
    .input(RoundOnDevice)
    .output(z.array(CaptureResult))
    .query(({ ctx, input }) => results.resultsOfDevice(ctx.station, input)),
  return: walking
    .input(ReturnRound)
    .output(z.void())
    .mutation(({ ctx, input }) => returnRound(ctx.station, ctx.actor, input)),
});
