import { byteMsOf, type LineSettings } from '../../main/devices/link/line.schema.ts';
import { diBytes, encodeFrame, FN_READ } from '../../main/devices/meter-dlt645/frame.ts';
import { DI_TOTAL } from '../../main/devices/meter-dlt645/registers.ts';

/** 2400 8E1: eleven bits a byte. */
export const WIRE: LineSettings = { baud: 2400, parity: 'even', dataBits: 8, stopBits: 1 };
/** What a meter takes before it answers: the least the standard allows, so that the program's own time shows most. */
export const METER_DELAY_MS = 20;

/** One register of one meter, as fast as the wire allows: the bytes there and back, and the meter's own delay. */
export function leastMs(): number {
  const address = '000000000001';
  const request = encodeFrame({ address, control: FN_READ, data: diBytes(DI_TOTAL) });
  const answer = encodeFrame({ address, control: 0x91, data: Uint8Array.from([...diBytes(DI_TOTAL), 0, 0, 0, 0]) });
  return (request.length + answer.length) * byteMsOf(WIRE) + METER_DELAY_MS;
}
