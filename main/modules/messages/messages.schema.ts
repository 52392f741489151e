import { z } from 'zod';
import { AccountId, CustomerId, DeviceId, MessageId, RequestId } from '../../shared/ids.ts';

export const Channel = z.enum(['sms', 'email']);
export type Channel = z.infer<typeof Channel>;
export const MessageLang = z.enum(['zh-CN', 'en']);
export type MessageLang = z.infer<typeof MessageLang>;

export const MESSAGE_STATES = ['queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled'] as const;
export const MessageState = z.enum(MESSAGE_STATES);
export type MessageState = z.infer<typeof MessageState>;

/** What a message belongs to: a step of dunning, or an order to stop or restore a supply. */
export const AboutKind = z.enum(['dunning-step', 'suspension-order']);
export type AboutKind = z.infer<typeof AboutKind>;

export const TEMPLATE_CODES = ['reminder-sms', 'reminder-email', 'stopped-sms', 'restored-sms'] as const;
export const TemplateCode = z.enum(TEMPLATE_CODES);
export type TemplateCode = z.infer<typeof TemplateCode>;

export const Message = z.object({
  messageId: MessageId,
  channel: Channel,
  accountId: AccountId,
  customerId: CustomerId,
  accountNo: z.string(),
  customerName: z.string(),
  aboutKind: AboutKind,
  aboutId: z.number(),
  recipient: z.string(),
  subject: z.string(),
  body: z.string(),
  state: MessageState,
  createdAt: z.number(),
  settledAt: z.number().nullable(),
  errorCode: z.string(),
  detail: z.string(),
  userName: z.string(),
  /** The message that was sent again instead of this one. */
  resentAs: z.number().nullable(),
});
export type Message = z.infer<typeof Message>;

export const MessagesQuery = z.strictObject({
  state: MessageState.optional(),
  accountId: AccountId.optional(),
  limit: z.number().int().min(1).max(500).default(200),
});
export type MessagesQuery = z.infer<typeof MessagesQuery>;

export const ResendMessage = z.strictObject({ messageId: MessageId, requestId: RequestId });
export type ResendMessage = z.infer<typeof ResendMessage>;

/** Settings as a window sees them: the password goes in and never comes out. */
export const MessageSettings = z.object({
  modemId: DeviceId.nullable(),
  smtpHost: z.string(),
  smtpPort: z.number(),
  smtpSecurity: z.enum(['tls', 'starttls', 'none']),
  smtpUser: z.string(),
  hasPassword: z.boolean(),
  mailFrom: z.string(),
  version: z.number(),
});
export type MessageSettings = z.infer<typeof MessageSettings>;

export const SaveMessageSettings = z.strictObject({
  modemId: DeviceId.nullable(),
  smtpHost: z.string().trim().max(200),
  smtpPort: z.number().int().min(1).max(65_535),
  smtpSecurity: z.enum(['tls', 'starttls', 'none']),
  smtpUser: z.string().trim().max(200),
  /** Absent: as it was. */
  smtpPassword: z.string().max(200).optional(),
  mailFrom: z.union([z.literal(''), z.email().max(200)]),
  version: z.number().int(),
});
export type SaveMessageSettings = z.infer<typeof SaveMessageSettings>;

export const Modem = z.object({ deviceId: DeviceId, name: z.string() });

export const Template = z.object({
  code: TemplateCode,
  lang: MessageLang,
  subject: z.string(),
  body: z.string(),
  isOwn: z.boolean(),
});
export type Template = z.infer<typeof Template>;

export const SaveTemplate = z.strictObject({
  code: TemplateCode,
  lang: MessageLang,
  subject: z.string().trim().max(120),
  body: z.string().trim().min(1).max(2000),
});
export type SaveTemplate = z.infer<typeof SaveTemplate>;

export const Contact = z.object({ email: z.string(), lang: MessageLang });
export type Contact = z.infer<typeof Contact>;
export const SaveContact = z.strictObject({
  customerId: CustomerId,
  email: z.union([z.literal(''), z.email().max(200)]),
  lang: MessageLang,
});
export type SaveContact = z.infer<typeof SaveContact>;
