import { createTransport } from 'nodemailer';
import type { SettingsRow } from './messages.store.ts';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/** How handing over a mail ended. "unknown": the server had the text and gave no answer. */
export type MailOutcome =
  | { readonly state: 'sent'; readonly detail: string }
  | { readonly state: 'failed' | 'unknown'; readonly code: string; readonly detail: string };

const TIMEOUT_MS = 30_000;
/** Steps of the conversation before the text itself: when one of them fails nothing was sent. */
const BEFORE_TEXT = new Set(['CONN', 'EHLO', 'HELO', 'STARTTLS', 'MAIL FROM', 'RCPT TO', 'API']);

/** Hands one mail to the station's server. Nothing of it is logged. */
export async function sendMail(settings: SettingsRow, mail: Mail): Promise<MailOutcome> {
  const { smtpHost, smtpPort, smtpSecurity, smtpUser, smtpPassword, mailFrom } = settings;
  const transport = createTransport({
    host: smtpHost,
    port: smtpPort,
    secure: smtpSecurity === 'tls',
    requireTLS: smtpSecurity === 'starttls',
    ignoreTLS: smtpSecurity === 'none',
    ...(smtpUser !== '' && { auth: { user: smtpUser, pass: smtpPassword } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const info = await transport.sendMail({ from: mailFrom, to: mail.to, subject: mail.subject, text: mail.body });
    return { state: 'sent', detail: String(info.messageId ?? '') };
  } catch (error) {
    return outcomeOf(error as MailError);
  } finally {
    transport.close();
  }
}

interface MailError extends Error {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

function outcomeOf({ code = '', command = '', responseCode, message }: MailError): MailOutcome {
  const detail = message.slice(0, 300);
  if (code === 'EAUTH') return { state: 'failed', code: 'messages.mail-login', detail };
  // A server that answered with a number has refused: it did not take the text.
  if (responseCode !== undefined) return { state: 'failed', code: 'messages.mail-refused', detail };
  if (BEFORE_TEXT.has(command) || command.startsWith('AUTH') || code === 'EDNS')
    return { state: 'failed', code: 'messages.mail-unreachable', detail };
  return { state: 'unknown', code: 'messages.mail-unknown', detail };
}
