import { z } from 'zod';
import { insert, many, maybe, one, run } from '../../db/query.ts';
import { CustomerId, DeviceId } from '../../shared/ids.ts';
import { Contact, Message, Modem, Template } from './messages.schema.ts';

const MESSAGE = `SELECT m.id AS messageId, m.channel, m.account_id AS accountId, a.customer_id AS customerId, a.account_no AS accountNo,
    c.name AS customerName, m.about_kind AS aboutKind, m.about_id AS aboutId, m.recipient, m.subject, m.body, m.state,
    m.created_at AS createdAt, m.settled_at AS settledAt, m.error_code AS errorCode, m.detail, m.user_name AS userName,
    (SELECT r.id FROM message r WHERE r.resend_of = m.id) AS resentAs
  FROM message m JOIN account a ON a.id = m.account_id JOIN customer c ON c.id = a.customer_id`;
export const listMessages = many(
  Message,
  `${MESSAGE} WHERE (:state IS NULL OR m.state = :state) AND (:accountId IS NULL OR m.account_id = :accountId)
   ORDER BY m.id DESC LIMIT :limit`,
);
export const messagesAbout = many(
  Message,
  `${MESSAGE} WHERE m.about_kind = :aboutKind AND m.about_id = :aboutId ORDER BY m.id`,
);
export const findMessage = maybe(Message, `${MESSAGE} WHERE m.id = :messageId`);
export const nextQueued = maybe(Message, `${MESSAGE} WHERE m.state = 'queued' ORDER BY m.id LIMIT 1`);
export const countOpen = one(
  z.object({ open: z.number() }),
  "SELECT count(*) AS open FROM message WHERE state IN ('queued', 'sending')",
);
export const insertMessage = insert(
  `INSERT INTO message (channel, account_id, about_kind, about_id, recipient, subject, body, resend_of, created_at, user_name)
   VALUES (:channel, :accountId, :aboutKind, :aboutId, :recipient, :subject, :body, :resendOf, :createdAt, :userName)`,
);
export const setState = run(
  `UPDATE message SET state = :state, settled_at = :settledAt, error_code = :errorCode, detail = :detail
   WHERE id = :messageId AND state = :from`,
);
export const interrupted = many(
  z.object({ messageId: z.number() }),
  "SELECT id AS messageId FROM message WHERE state = 'sending'",
);
export const queuedAbout = many(
  z.object({ messageId: z.number(), aboutId: z.number() }),
  "SELECT id AS messageId, about_id AS aboutId FROM message WHERE state = 'queued' AND about_kind = :aboutKind ORDER BY id",
);

const SettingsRow = z.object({
  modemId: DeviceId.nullable(),
  smtpHost: z.string(),
  smtpPort: z.number(),
  smtpSecurity: z.enum(['tls', 'starttls', 'none']),
  smtpUser: z.string(),
  smtpPassword: z.string(),
  mailFrom: z.string(),
  version: z.number(),
});
export type SettingsRow = z.infer<typeof SettingsRow>;
export const settingsRow = one(
  SettingsRow,
  `SELECT modem_id AS modemId, smtp_host AS smtpHost, smtp_port AS smtpPort, smtp_security AS smtpSecurity, smtp_user AS smtpUser,
     smtp_password AS smtpPassword, mail_from AS mailFrom, version FROM message_setting`,
);
export const saveSettings = run(
  `UPDATE message_setting SET modem_id = :modemId, smtp_host = :smtpHost, smtp_port = :smtpPort, smtp_security = :smtpSecurity,
     smtp_user = :smtpUser, smtp_password = :smtpPassword, mail_from = :mailFrom, version = version + 1 WHERE version = :version`,
);
export const modems = many(Modem, "SELECT id AS deviceId, name FROM device WHERE kind = 'modem' ORDER BY name");

export const ownTemplates = many(
  Template.omit({ isOwn: true }),
  'SELECT code, lang, subject, body FROM message_template ORDER BY code, lang',
);
export const saveTemplate = run(
  `INSERT INTO message_template (code, lang, subject, body) VALUES (:code, :lang, :subject, :body)
   ON CONFLICT (code, lang) DO UPDATE SET subject = :subject, body = :body`,
);
export const dropTemplate = run('DELETE FROM message_template WHERE code = :code AND lang = :lang');

export const findContact = maybe(Contact, 'SELECT email, lang FROM message_contact WHERE customer_id = :customerId');
export const saveContact = run(
  `INSERT INTO message_contact (customer_id, email, lang) VALUES (:customerId, :email, :lang)
   ON CONFLICT (customer_id) DO UPDATE SET email = :email, lang = :lang`,
);
export const customerExists = maybe(
  z.object({ customerId: CustomerId }),
  'SELECT id AS customerId FROM customer WHERE id = :customerId',
);
