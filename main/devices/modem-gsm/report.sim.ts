import { addressField, type EncodedPdu, hexOf } from './pdu.ts';

export interface SimReport {
  readonly reference: number;
  readonly to: string;
  readonly status: number;
  readonly at: number;
}

const MTI_STATUS_REPORT = 0x02;

/** What the network says became of a message. Times in China, eight hours ahead. */
export function encodeReport({ reference, to, status, at }: SimReport): EncodedPdu {
  const time = timestamp(at);
  const tpdu = [MTI_STATUS_REPORT, reference, ...addressField(to), ...time, ...time, status];
  return { hex: hexOf([0, ...tpdu]), length: tpdu.length };
}

function timestamp(at: number): number[] {
  const local = new Date(at + 8 * 3_600_000).toISOString();
  const pairs = local.slice(2, 19).match(/\d\d/g) ?? [];
  return [...pairs, '32'].map((pair) => Number.parseInt(`${pair[1]}${pair[0]}`, 16));
}
