import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { TariffId } from '../../shared/ids.ts';
import { RateAnswer } from './rated.schema.ts';
import { ActivateTariff, CreateTariff, SetDefaultTariff, Tariff, TariffKey, TrialTariff } from './tariffs.schema.ts';
import * as tariffs from './tariffs.service.ts';

const reading = procedure.meta({ perm: 'tariffs.read' });
const writing = procedure.meta({ perm: 'tariffs.write' });

export const tariffsRouter = router({
  list: reading.output(z.array(Tariff)).query(({ ctx }) => tariffs.listTariffs(ctx.station.db)),
  find: reading
    .input(TariffKey)
    .output(Tariff)
    .query(({ ctx, input }) => tariffs.findTariff(ctx.station.db, input.tariffId)),
  try: reading
    .input(TrialTariff)
    .output(RateAnswer)
    .query(({ ctx, input }) => tariffs.tryTariff(ctx.station.db, input)),
  create: writing
    .input(CreateTariff)
    .output(TariffId)
    .mutation(({ ctx, input }) => tariffs.createTariff(ctx.station, ctx.actor, input)),
  activate: writing
    .input(ActivateTariff)
    .output(z.void())
    .mutation(({ ctx, input }) => tariffs.activateTariff(ctx.station, ctx.actor, input)),
  deactivate: writing
    .input(TariffKey)
    .output(z.void())
    .mutation(({ ctx, input }) => tariffs.deactivateTariff(ctx.station, ctx.actor, input.tariffId)),
  discard: writing
    .input(TariffKey)
    .output(z.void())
    .mutation(({ ctx, input }) => tariffs.discardTariff(ctx.station, ctx.actor, input.tariffId)),
  setDefault: writing
    .input(SetDefaultTariff)
    .output(z.void())
    .mutation(({ ctx, input }) => tariffs.setDefaultTariff(ctx.station, ctx.actor, input)),
});
