import { randomBytes, X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';

const DAY_MS = 86_400_000;
/** Phones refuse a server's certificate that is good for longer than some 13 months, even of an authority of one's own. */
const SERVER_DAYS = 390;
const AUTHORITY_DAYS = 3650;
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
 * does after the authority was installed on it.
 */
export async function stationCertificate(
  folder: string,
  options: { readonly hosts: readonly string[]; readonly now: number },
): Promise<StationCertificate> {
  const { hosts, now } = options;
  const tls = path.join(folder, 'tls');
  mkdirSync(tls, { recursive: true });
  const authority = await kept(
    path.join(tls, 'authority'),
    (pem) => isGood(pem, now),
    () => makeAuthority(now),
  );
  const server = await kept(
    path.join(tls, 'server'),
    (pem) => isGood(pem, now) && isFor(pem, hosts) && isOf(pem, authority.cert),
    () => makeServer(authority, hosts, now),
  );
  return { ...server, authority: authority.cert };
}

interface Pair {
  readonly key: string;
  readonly cert: string;
}

async function kept(stem: string, isUsable: (pem: string) => boolean, make: () => Promise<Pair>): Promise<Pair> {
  const file = `${stem}.pem`;
  const there = existsSync(file) ? pairOf(readFileSync(file, 'utf8')) : undefined;
  if (there && isUsable(there.cert)) return there;
  const made = await make();
  const text = `${made.key.trim()}\n${made.cert.trim()}\n`;
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return pairOf(text) ?? made;
}

function pairOf(text: string): Pair | undefined {
  const cut = text.indexOf('-----BEGIN CERTIFICATE-----');
  return cut > 0 ? { key: text.slice(0, cut), cert: text.slice(cut) } : undefined;
}

async function makeAuthority(now: number): Promise<Pair> {
  // Two stations' authorities on one phone must not be taken for each other.
  const name = `Stationdesk ${randomBytes(4).toString('hex')}`;
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: name }], {
    ...span(now, AUTHORITY_DAYS),
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { key: made.private, cert: made.cert };
}

async function makeServer(authority: Pair, hosts: readonly string[], now: number): Promise<Pair> {
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: hosts[0] ?? 'localhost' }], {
    ...span(now, SERVER_DAYS),
    keyType: 'ec',
    algorithm: 'sha256',
    ca: authority,
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: hosts.map((host) => (isIP(host) ? { type: 7, ip: host } : { type: 2, value: host })),
      },
    ],
  });
  return { key: made.private, cert: made.cert };
}

/** From yesterday on: a phone's clock may be a little behind. */
function span(now: number, days: number): { notBeforeDate: Date; notAfterDate: Date } {
  return { notBeforeDate: new Date(now - DAY_MS), notAfterDate: new Date(now + days * DAY_MS) };
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
