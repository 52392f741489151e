import { createReplyParser, type ReadRequest, withCrc } from '../../main/devices/meter-modbus/frame.ts';
import { fuzzTarget } from './fuzz.ts';
import { pick } from './fuzz-bytes.ts';

/** One request is enough: how long its answer is, is all that differs between two. */
const ASKED: ReadRequest = { unit: 17, fn: 4, address: 0x48, count: 4 };

export const MODBUS_TARGET = fuzzTarget({
  name: 'modbus',
  guard: 'checksum',
  createParser: () => createReplyParser(ASKED),
  goodFrames: (random) => [
    ...Array.from({ length: 4 }, () =>
      withCrc([17, 4, 8, ...Array.from({ length: 8 }, () => Math.floor(random() * 256))]),
    ),
    withCrc([17, 0x84, pick(random, [1, 2, 3, 4, 6])]),
  ],
  holds: (bytes, { bytes: frame }) =>
    Buffer.from(bytes).includes(Buffer.from(frame)) &&
    frame[0] === 17 &&
    (frame[1] === 4 ? frame[2] === 8 && frame.length === 13 : frame[1] === 0x84 && frame.length === 5) &&
    remainder(frame) === 0,
});

/** Of a frame with its CRC behind it nothing remains: the polynomial 8005 worked out high bit first. */
function remainder(frame: Uint8Array): number {
  let rest = 0xffff;
  for (const byte of frame)
    for (let bit = 0; bit < 8; bit++) {
      const top = ((rest >> 15) ^ (byte >> bit)) & 1;
      rest = ((rest << 1) & 0xffff) ^ (top ? 0x8005 : 0);
    }
  return rest;
}
