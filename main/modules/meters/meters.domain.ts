import type { MeterProtocol } from './meters.schema.ts';

/** What a driver can send: DL/T 645 six BCD bytes, CJ/T 188 seven, a Modbus unit 1 to 247. */
const ADDRESS: Readonly<Record<MeterProtocol, RegExp>> = {
  manual: /^.{0,20}$/,
  'dlt645-2007': /^\d{12}$/,
  'dlt645-1997': /^\d{12}$/,
  cjt188: /^[0-9A-F]{14}$/,
  modbus: /^(?:[1-9]|[1-9]\d|1\d\d|2[0-3]\d|24[0-7])$/,
};

/** 99…99 is DL/T 645's broadcast and AA…AA its wildcard: no meter's own. Ten A's are never typed as digits. */
const BROADCAST = /^9{12}$/;

/** The address as it is stored: no spaces or dashes, letters upper case. */
export function plainAddress(address: string): string {
  return address.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

export function isAddress(protocol: MeterProtocol, address: string): boolean {
  return ADDRESS[protocol].test(address) && !(protocol.startsWith('dlt645') && BROADCAST.test(address));
}
