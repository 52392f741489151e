import { z } from 'zod';
import { procedure, router } from '../../api/trpc.ts';
import { CustomerId, MessageId } from '../../shared/ids.ts';
import {
  Contact,
  Message,
  MessageSettings,
  MessagesQuery,
  Modem,
  ResendMessage,
  SaveContact,
  SaveMessageSettings,
  SaveTemplate,
  Template,
} from './messages.schema.ts';
import { listMessages, resendMessage } from './outbox.service.ts';
import * as settings from './settings.service.ts';

export const messagesRouter = router({
  list: procedure
    .meta({ perm: 'dunning.read' })
    .input(MessagesQuery)
    .output(z.array(Message))
    .query(({ ctx, input }) => listMessages(ctx.station.db, input)),
  resend: procedure
    .meta({ perm: 'dunning.act' })
    .input(ResendMessage)
    .output(MessageId)
    .mutation(({ ctx, input }) => resendMessage(ctx.station, ctx.actor, input)),
  settings: procedure
    .meta({ perm: 'messages.settings' })
    .output(MessageSettings)
    .query(({ ctx }) => settings.messageSettings(ctx.station.db)),
  modems: procedure
    .meta({ perm: 'messages.settings' })
    .output(z.array(Modem))
    .query(({ ctx }) => settings.modems(ctx.station.db)),
  saveSettings: procedure
    .meta({ perm: 'messages.settings' })
    .input(SaveMessageSettings)
    .output(z.void())
    .mutation(({ ctx, input }) => settings.saveMessageSettings(ctx.station, ctx.actor, input)),
  templates: procedure
    .meta({ perm: 'dunning.read' })
    .output(z.array(Template))
    .query(({ ctx }) => settings.templates(ctx.station.db)),
  saveTemplate: procedure
    .meta({ perm: 'dunning.rules' })
    .input(SaveTemplate)
    .output(z.void())
    .mutation(({ ctx, input }) => settings.saveTemplate(ctx.station, ctx.actor, input)),
  contact: procedure
    .meta({ perm: 'customers.read' })
    .input(z.strictObject({ customerId: CustomerId }))
    .output(Contact)
    .query(({ ctx, input }) => settings.contactOf(ctx.station.db, input.customerId)),
  saveContact: procedure
    .meta({ perm: 'customers.write' })
    .input(SaveContact)
    .output(z.void())
    .mutation(({ ctx, input }) => settings.saveContact(ctx.station, ctx.actor, input)),
});
