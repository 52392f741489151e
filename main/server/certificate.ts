import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import type { IssuedPair, Span } from './issue-certificate.ts';

const DAY_MS = 86_400_000;
/** Phones refuse a server's certificate that is good for longer than some 13 months, even of an authority of one's own. */
const SERVER_DAYS = 390;
const AUTHORITY_DAYS = 3650;
/** Stands for all that an authority of a station must not answer for (RFC 5737). */
const PUBLIC_ADDRESS = '203.0.113.1';
/** A certificate is replaced at the start of the station before it runs out. */
const LEFT_DAYS = 60;

export interface StationCertificate {
  readonly key: string;
  readonly cert: string;
  /** The station's own authority, to be installed on each phone once. */
  readonly authority: string;
}

/**
 * A certificate for the addresses of this computer, signed by an authority of the station's own; both are made here, kept
 * in the station's folder and made again when they run out or the addresses change. Nobody trusts it by itself: a phone
 * does after the authority was installed on it. The authority is good for private networks and this computer's name alone,
 * so that whoever steals its key cannot stand in for a bank; an address outside of that gets no certificate.
 */
export async function stationCertificate(
  folder: string,
  options: { readonly hosts: readonly string[]; readonly now: number },
): Promise<StationCertificate> {
  const { hosts, now } = options;
  // Only a station with its network door open needs it.
  const { allowedAmong, issueAuthority, issueServer } = await import('./issue-certificate.ts');
  const tls = path.join(folder, 'tls');
  mkdirSync(tls, { recursive: true });
  const authority = await kept(
    path.join(tls, 'authority'),
    (pem) => isGood(pem, now) && allowedAmong(pem, ['127.0.0.1', PUBLIC_ADDRESS]).length === 1,
    () => issueAuthority(hosts, span(now, AUTHORITY_DAYS)),
  );
  const own = allowedAmong(authority.cert, hosts);
  const server = await kept(
    path.join(tls, 'server'),
    (pem) => isGood(pem, now) && isFor(pem, own) && isOf(pem, authority.cert),
    () => issueServer(authority, own, span(now, SERVER_DAYS)),
  );
  return { ...server, authority: authority.cert };
}

async function kept(
  stem: string,
  isUsable: (pem: string) => boolean,
  make: () => Promise<IssuedPair>,
): Promise<IssuedPair> {
  const file = `${stem}.pem`;
  const there = existsSync(file) ? pairOf(readFileSync(file, 'utf8')) : undefined;
  if (there && isUsable(there.cert)) return there;
  const made = await make();
  const text = `${made.key.trim()}\n${made.cert.trim()}\n`;
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return pairOf(text) ?? made;
}

function pairOf(text: string): IssuedPair | undefined {
  const cut = text.indexOf('-----BEGIN CERTIFICATE-----');
  return cut > 0 ? { key: text.slice(0, cut), cert: text.slice(cut) } : undefined;
}

/** From yesterday on: a phone's clock may be a little behind. */
function span(now: number, days: number): Span {
  return { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + days * DAY_MS) };
}

function isGood(pem: string, now: number): boolean {
  const { validFromDate, validToDate } = new X509Certificate(pem);
  return validFromDate.getTime() <= now && validToDate.getTime() > now + LEFT_DAYS * DAY_MS;
}

function isFor(pem: string, hosts: readonly string[]): boolean {
  const certificate = new X509Certificate(pem);
  return hosts.every((host) => (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined);
}

function isOf(pem: string, authority: string): boolean {
  return new X509Certificate(pem).checkIssued(new X509Certificate(authority));
}
