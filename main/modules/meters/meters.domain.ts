import type { MeterProtocol } from './meters.schema.ts';

/** Six BCD bytes, DL/T 645-2007 clause 5.2. 99…99 is the broadcast and no meter's own. */
const DLT645_ADDRESS = /^(?!9{12})\d{12}$/;

/** The address as it is stored: no spaces or dashes, letters upper case. */
export function plainAddress(address: string): string {
  return address.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

export function isAddress(protocol: MeterProtocol, address: string): boolean {
  return protocol === 'manual' || DLT645_ADDRESS.test(address);
}
