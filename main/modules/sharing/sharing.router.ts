import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { ShareRunId, SharingGroupId } from '../../shared/ids.ts';
import * as groups from './groups.service.ts';
import * as bills from './share-bills.service.ts';
import {
  BillShare,
  CreateGroup,
  FindGroup,
  FindShare,
  GroupFile,
  Household,
  HouseholdQuery,
  HouseholdsQuery,
  IssueShare,
  PreviewShare,
  ReverseShare,
  ShareBillsPreview,
  ShareMonth,
  SharingGroup,
  UpdateGroup,
} from './sharing.schema.ts';
import * as shares from './sharing.service.ts';

const reading = procedure.meta({ perm: 'sharing.read' });
const writing = procedure.meta({ perm: 'sharing.write' });

export const sharingRouter = router({
  groups: reading.output(z.array(SharingGroup)).query(({ ctx }) => groups.listGroups(ctx.station.db)),
  group: reading
    .input(FindGroup)
    .output(GroupFile)
    .query(({ ctx, input }) => groups.groupFile(ctx.station.db, input.groupId)),
  household: reading
    .input(HouseholdQuery)
    .output(Household)
    .query(({ ctx, input }) => groups.requireHousehold(ctx.station.db, input.accountId)),
  households: reading
    .input(HouseholdsQuery)
    .output(z.array(Household))
    .query(({ ctx, input }) => groups.householdsOf(ctx.station.db, input)),
  create: writing
    .input(CreateGroup)
    .output(SharingGroupId)
    .mutation(({ ctx, input }) => groups.createGroup(ctx.station, ctx.actor, input)),
  update: writing
    .input(UpdateGroup)
    .output(z.void())
    .mutation(({ ctx, input }) => groups.updateGroup(ctx.station, ctx.actor, input)),
  month: reading
    .input(PreviewShare)
    .output(ShareMonth)
    .query(({ ctx, input }) => shares.shareMonth(ctx.station, input)),
  issue: writing
    .input(IssueShare)
    .output(ShareRunId)
    .mutation(({ ctx, input }) => shares.issueShare(ctx.station, ctx.actor, input)),
  previewBills: writing
    .input(FindShare)
    .output(ShareBillsPreview)
    .query(({ ctx, input }) => bills.previewShareBills(ctx.station, input.runId)),
  bill: writing
    .input(BillShare)
    .output(z.number())
    .mutation(({ ctx, input }) => bills.billShare(ctx.station, ctx.actor, input)),
  reverse: writing
    .input(ReverseShare)
    .output(z.void())
    .mutation(({ ctx, input }) => shares.reverseShare(ctx.station, ctx.actor, input)),
});
