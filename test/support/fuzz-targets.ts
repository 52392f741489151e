import {
  createFrameParser as createDlt645Parser,
  encodeFrame as encodeDlt645,
  type Frame,
} from '../../main/devices/meter-dlt645/frame.ts';
import { type FuzzTarget, fuzzTarget } from './fuzz.ts';
import { pick } from './fuzz-bytes.ts';
import { SCALE_TARGETS } from './fuzz-scales.ts';

/** Every parser that listens to a wire. A new protocol adds its line here (`npm run bench -- --fuzz 10000000`). */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  fuzzTarget({
    name: 'dlt645-2007',
    guard: 'checksum',
    createParser: createDlt645Parser,
    goodFrames: (random) =>
      [0, 2, 8, 40, 200].map((size) =>
        encodeDlt645({
          address: String(Math.floor(random() * 1e12)).padStart(12, '0'),
          control: pick(random, [0x11, 0x91, 0xd1, 0xb1, 0x13, 0x93, 0x1c]),
          data: Uint8Array.from({ length: size }, () => Math.floor(random() * 256)),
        }),
      ),
    holds: (bytes, frame) => Buffer.from(bytes).includes(spelledDlt645(frame)),
  }),
  ...SCALE_TARGETS,
];

/** Unlike the encoder it spells addresses that no meter has, too: a right checksum may stand behind one. */
function spelledDlt645({ address, control, data }: Frame): Buffer {
  const body = Buffer.from([
    0x68,
    ...Buffer.from(address, 'hex').reverse(),
    0x68,
    control,
    data.length,
    ...data.map((byte) => byte + 0x33),
  ]);
  return Buffer.concat([body, Buffer.of(body.reduce((sum, byte) => sum + byte) & 0xff, 0x16)]);
}
