import * as ed25519 from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

// The browser's own cryptography is there on https only; the office network may be plain http.
ed25519.hashes.sha512 = sha512;

export function sha256Hex(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

export function isSignedBy(keyHex: string, body: string, signatureHex: string): boolean {
  try {
    return ed25519.verify(hexToBytes(signatureHex), utf8ToBytes(body), hexToBytes(keyHex));
  } catch {
    return false;
  }
}

export function signWith(seedHex: string, body: string): { key: string; signature: string } {
  const seed = hexToBytes(seedHex);
  return {
    key: bytesToHex(ed25519.getPublicKey(seed)),
    signature: bytesToHex(ed25519.sign(utf8ToBytes(body), seed)),
  };
}
