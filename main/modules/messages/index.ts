export { type Facts, fillText, mobileNumber } from './messages.domain.ts';
export type { Contact, Message, MessageLang, TemplateCode } from './messages.schema.ts';
export { cancelQueued, enqueue, messagesAbout } from './outbox.service.ts';
export { type IsStillWanted, sendQueued, settleInterrupted } from './sender.service.ts';
export { channelsReady, contactOf, messageSettings, saveMessageSettings, templateOf } from './settings.service.ts';
