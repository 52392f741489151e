import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** PKCS #8 head of an Ed25519 private key, before the 32 bytes of its seed (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const FILE = 'round-key.pem';

const inMemory = new Map<string, KeyObject>();

/** The station's own key, made on first use and kept in its folder: who has it can write round files in its name. */
function stationKey(folder: string): KeyObject {
  const known = inMemory.get(folder);
  if (known) return known;
  const file = path.join(folder, FILE);
  const isKept = folder !== ':memory:';
  const key =
    isKept && existsSync(file) ? createPrivateKey(readFileSync(file)) : generateKeyPairSync('ed25519').privateKey;
  if (isKept && !existsSync(file)) {
    writeFileSync(`${file}.new`, key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  }
  inMemory.set(folder, key);
  return key;
}

function seedOf(key: KeyObject): Buffer {
  return key.export({ type: 'pkcs8', format: 'der' }).subarray(-32);
}

function publicHex(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
}

export function stationPublicKey(folder: string): string {
  return publicHex(stationKey(folder));
}

/**
 * Seed of the key that signs what comes back of one download. It follows from the station's key, so that nothing need be
 * stored, and goes out inside the signed file: whoever holds the round may answer for it, and nobody else.
 */
export function returnSeed(folder: string, downloadUid: string): string {
  return createHmac('sha256', seedOf(stationKey(folder)))
    .update(`round-return:${downloadUid}`)
    .digest('hex');
}

export function returnPublicKey(folder: string, downloadUid: string): string {
  const seed = Buffer.from(returnSeed(folder, downloadUid), 'hex');
  return publicHex(createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' }));
}

export function signAsStation(folder: string, body: string): string {
  return sign(null, Buffer.from(body, 'utf8'), stationKey(folder)).toString('hex');
}

const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

export function isSignedBy(keyHex: string, body: string, signatureHex: string): boolean {
  const key = createPublicKey({
    key: Buffer.concat([SPKI_HEAD, Buffer.from(keyHex, 'hex')]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, Buffer.from(body, 'utf8'), key, Buffer.from(signatureHex, 'hex'));
}
