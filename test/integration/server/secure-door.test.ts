import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stationCertificate } from '../../../main/server/certificate.ts';
import { openHttpDoor } from '../../../main/server/http.ts';
import { issueServer } from '../../../main/server/issue-certificate.ts';
import { serveStation } from '../../../main/server/serve-station.ts';
import { openStation } from '../../../main/station.ts';

const NOW = Date.parse('2026-11-22T09:00:00+08:00');
const HOSTS = ['192.168.1.20', '127.0.0.1', 'localhost', 'station'];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'secure-door-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Asks over https as a phone that was given the station's authority, and nothing else. */
function ask(address: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const asked = get(address, { ca }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve(text));
    });
    asked.on('error', reject);
  });
}

test('a certificate is for the addresses of this computer, signed by the station, and stays while it is good', async () => {
  const made = await stationCertificate(folder, { hosts: HOSTS, now: NOW });
  const certificate = new X509Certificate(made.cert);
  const authority = new X509Certificate(made.authority);
  expect(certificate.verify(authority.publicKey)).toBe(true);
  expect(authority.ca).toBe(true);
  expect(certificate.ca).toBe(false);
  expect(certificate.checkIP('192.168.1.20')).toBe('192.168.1.20');
  expect(certificate.checkHost('station')).toBe('station');
  const days = (certificate.validToDate.getTime() - certificate.validFromDate.getTime()) / 86_400_000;
  expect(days).toBeLessThan(398);
  expect(await stationCertificate(folder, { hosts: HOSTS, now: NOW })).toEqual(made);
  if (process.platform !== 'win32')
    for (const file of readdirSync(path.join(folder, 'tls')))
      expect(statSync(path.join(folder, 'tls', file)).mode & 0o077).toBe(0);
});

test('another address or a certificate that runs out brings a new one of the same authority', async () => {
  const made = await stationCertificate(folder, { hosts: HOSTS, now: NOW });
  const moved = await stationCertificate(folder, { hosts: ['10.0.0.7'], now: NOW });
  expect(moved.cert).not.toBe(made.cert);
  const later = await stationCertificate(folder, { hosts: ['10.0.0.7'], now: NOW + 350 * 86_400_000 });
  expect(later.cert).not.toBe(moved.cert);
  expect(later.authority).toBe(made.authority);
});

test('who trusts the station is answered over https, and who does not trust it is not', async () => {
  const { authority, ...tls } = await stationCertificate(folder, { hosts: HOSTS, now: Date.now() });
  await using door = await openHttpDoor(async () => new Response('ok'), { host: '127.0.0.1', port: 0, tls });
  expect(door.address).toMatch(/^https:/);
  expect(await ask(door.address, authority)).toBe('ok');
  const other = mkdtempSync(path.join(folder, 'other-'));
  const stranger = await stationCertificate(other, { hosts: HOSTS, now: Date.now() });
  await expect(ask(door.address, stranger.authority)).rejects.toThrow();
});

test('the authority vouches for private networks and this computer alone, whoever has its key', async () => {
  const made = await stationCertificate(folder, { hosts: [...HOSTS, '8.8.8.8'], now: Date.now() });
  const certificate = new X509Certificate(made.cert);
  expect(certificate.checkIP('8.8.8.8')).toBeUndefined();
  expect(certificate.checkIP('192.168.1.20')).toBe('192.168.1.20');
  // The computer got another name: its addresses still do, and the phones keep their authority.
  const renamed = await stationCertificate(folder, { hosts: ['bank.example.com', '127.0.0.1'], now: Date.now() });
  expect(renamed.authority).toBe(made.authority);
  expect(new X509Certificate(renamed.cert).checkHost('bank.example.com')).toBeUndefined();

  const key =
    readFileSync(path.join(folder, 'tls/authority.pem'), 'utf8').split('-----BEGIN CERTIFICATE-----')[0] ?? '';
  const span = { notBefore: new Date(Date.now() - 86_400_000), notAfter: new Date(Date.now() + 86_400_000) };
  const forged = await issueServer({ key, cert: made.authority }, ['127.0.0.1', 'www.bank.example.com'], span);
  await using door = await openHttpDoor(async () => new Response('ok'), { host: '127.0.0.1', port: 0, tls: forged });
  await expect(ask(door.address, made.authority)).rejects.toThrow('permitted subtree violation');
});

test('the open LAN door has a second one over https, and the phone page finds it and the authority', async () => {
  await using station = openStation({ folder });
  const problems: unknown[] = [];
  const onError = (error: unknown) => problems.push(error);
  {
    await using served = await serveStation(station, { port: 0, isLan: true, onError });
    const { port } = (await (await fetch(`${served.address}/phone-door.json`)).json()) as { port: number };
    const authority = await (await fetch(`${served.address}/station-authority.crt`)).text();
    expect(JSON.parse(await ask(`https://127.0.0.1:${port}/phone-door.json`, authority))).toEqual({ port });
  }
  await using closed = await serveStation(station, { port: 0, isLan: false, onError });
  expect(await (await fetch(`${closed.address}/phone-door.json`)).json()).toEqual({ port: null });
  expect((await fetch(`${closed.address}/station-authority.crt`)).status).toBe(404);
  expect(closed.secureAddresses).toEqual([]);
  expect(problems).toEqual([]);
});
