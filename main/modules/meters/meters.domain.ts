import type { MeterProtocol } from './meters.schema.ts';

/** Six BCD bytes, DL/T 645-2007 clause 5.2. 99…99 is the broadcast and no meter's own. */
const DLT645_ADDRESS = /^(?!9{12})\d{12}$/;

/** What a meter of the protocol can be called on a wire. Empty where one meter alone is on the wire. */
const ADDRESSES: Readonly<Record<MeterProtocol, RegExp>> = {
  manual: /^/,
  'dlt645-2007': DLT645_ADDRESS,
  'dlt645-1997': DLT645_ADDRESS,
  // Seven BCD bytes.
  cjt188: /^(?!9{14})\d{14}$/,
  // 0 is the broadcast, 248 to 255 are reserved.
  modbus: /^(?:[1-9]|[1-9]\d|1\d\d|2[0-3]\d|24[0-7])$/,
  'iec62056-21': /^[0-9A-Z]{0,32}$/,
  'dsmr-p1': /^[0-9A-Z]{0,34}$/,
};

/** The address as it is stored: no spaces or dashes, letters upper case. */
export function plainAddress(address: string): string {
  return address.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

export function isAddress(protocol: MeterProtocol, address: string): boolean {
  return ADDRESSES[protocol].test(address);
}
