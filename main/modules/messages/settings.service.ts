import type { ReadDb } from '../../db/types.ts';
import type { Actor } from '../../db/writer.ts';
import { StationError } from '../../shared/error-codes.ts';
import type { CustomerId, DeviceId } from '../../shared/ids.ts';
import type { Station } from '../../station.types.ts';
import { TEXTS, unknownPlaceholders } from './messages.domain.ts';
import type {
  Contact,
  MessageLang,
  MessageSettings,
  SaveContact,
  SaveMessageSettings,
  SaveTemplate,
  Template,
  TemplateCode,
} from './messages.schema.ts';
import { TEMPLATE_CODES } from './messages.schema.ts';
import * as store from './messages.store.ts';

export function messageSettings(db: ReadDb): MessageSettings {
  const { smtpPassword, ...seen } = store.settingsRow(db);
  return { ...seen, hasPassword: smtpPassword !== '' };
}

/** The password reaches neither the audit trail nor any answer. */
export function saveMessageSettings(st: Station, by: Actor, cmd: SaveMessageSettings): void {
  const { smtpPassword, ...seen } = cmd;
  const input = { ...seen, isPasswordNew: smtpPassword !== undefined };
  st.write(by, { action: 'messages.save-settings', input }, (tx) => {
    const before = store.settingsRow(tx.db);
    if (cmd.modemId !== null && !store.modems(tx.db).some((modem) => modem.deviceId === cmd.modemId))
      throw new StationError('record.not-found', { kind: 'device', id: cmd.modemId });
    const changed = store.saveSettings(tx.db, { ...seen, smtpPassword: smtpPassword ?? before.smtpPassword });
    if (changed === 0) throw new StationError('record.changed', { kind: 'message-settings', id: 1 });
    const { smtpPassword: _, ...old } = before;
    tx.audit({ kind: 'message-settings', id: 1, before: old, after: input });
    tx.announce({ topic: 'messages' });
  });
}

export function modems(db: ReadDb): { deviceId: DeviceId; name: string }[] {
  return store.modems(db);
}

/** What can be sent at all, as it is set up. */
export function channelsReady(db: ReadDb): { sms: boolean; email: boolean } {
  const { modemId, smtpHost, mailFrom } = store.settingsRow(db);
  return { sms: modemId !== null, email: smtpHost !== '' && mailFrom !== '' };
}

export function templates(db: ReadDb): Template[] {
  const own = new Map(store.ownTemplates(db).map((text) => [`${text.code} ${text.lang}`, text]));
  return TEMPLATE_CODES.flatMap((code) =>
    (['zh-CN', 'en'] as const).map((lang) => {
      const kept = own.get(`${code} ${lang}`);
      return { code, lang, ...(kept ?? TEXTS[code][lang]), isOwn: kept !== undefined };
    }),
  );
}

export function templateOf(db: ReadDb, code: TemplateCode, lang: MessageLang): { subject: string; body: string } {
  const { subject, body } = store.ownTemplates(db).find((t) => t.code === code && t.lang === lang) ?? TEXTS[code][lang];
  return { subject, body };
}

/** A text equal to the program's own is no text of the station's: it follows later versions again. */
export function saveTemplate(st: Station, by: Actor, cmd: SaveTemplate): void {
  const unknown = unknownPlaceholders(`${cmd.subject} ${cmd.body}`)[0];
  if (unknown !== undefined) throw new StationError('messages.placeholder-unknown', { name: `{${unknown}}` });
  st.write(by, { action: 'messages.save-template', input: cmd }, (tx) => {
    const { code, lang, subject, body } = cmd;
    const before = templateOf(tx.db, code, lang);
    const standard = TEXTS[code][lang];
    if (subject === standard.subject && body === standard.body) store.dropTemplate(tx.db, { code, lang });
    else store.saveTemplate(tx.db, cmd);
    tx.audit({ kind: 'message-template', id: `${code} ${lang}`, before, after: { subject, body } });
    tx.announce({ topic: 'messages' });
  });
}

export function contactOf(db: ReadDb, customerId: CustomerId): Contact {
  return store.findContact(db, { customerId }) ?? { email: '', lang: 'zh-CN' };
}

export function saveContact(st: Station, by: Actor, cmd: SaveContact): void {
  st.write(by, { action: 'messages.save-contact', input: cmd }, (tx) => {
    const { customerId } = cmd;
    if (!store.customerExists(tx.db, { customerId }))
      throw new StationError('record.not-found', { kind: 'customer', id: customerId });
    const before = contactOf(tx.db, customerId);
    store.saveContact(tx.db, cmd);
    tx.audit({ kind: 'customer', id: customerId, before, after: { email: cmd.email, lang: cmd.lang } });
    tx.announce({ topic: 'messages' });
  });
}
