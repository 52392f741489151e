import { encodeBcd } from '../../main/devices/framing/bcd.domain.ts';
import { byteMsOf } from '../../main/devices/link/line.schema.ts';
import { createFrameParser, diBytes, encodeFrame, type Frame } from '../../main/devices/meter-dlt645/frame.ts';
import { DI_TOTAL } from '../../main/devices/meter-dlt645/registers.ts';
import { createTransport } from '../../main/devices/transport/index.ts';
import { serialLink } from '../support/socat.ts';
import { METER_DELAY_MS, WIRE } from './wire.ts';

/**
 * The meters of the wire bench, in a process of their own so that their work is not counted as the station's: a
 * pseudo-terminal carries bytes at once, so here they take the time they take on a wire, to and fro.
 */
const byteMs = byteMsOf(WIRE);
/** On a busy machine these meters are late themselves, which is no fault of the program's: told beside the figures. */
let late = 0;
let asked = 0;

/** A timer is late by a millisecond or so; near the moment the loop turns without sleeping. */
function at(moment: number, run: () => void): void {
  const left = moment - performance.now();
  if (left > 2) setTimeout(() => at(moment, run), left - 1.5);
  else if (left > 0) setImmediate(() => at(moment, run));
  else run();
}

async function serve(path: string): Promise<void> {
  const parser = createFrameParser();
  let begunAt = 0;
  let heard = 0;
  const connection = await createTransport(serialLink(path, WIRE)).open({
    onLost: () => process.exit(0),
    onData(bytes) {
      if (heard === 0) begunAt = performance.now();
      heard += bytes.length;
      for (const request of parser.push(bytes)) {
        asked++;
        answer(request, begunAt + heard * byteMs + METER_DELAY_MS);
        heard = 0;
      }
    },
  });

  function answer({ address }: Frame, from: number): void {
    const data = Uint8Array.from([...diBytes(DI_TOTAL), ...encodeBcd(Number(address), 4)]);
    const bytes = encodeFrame({ address, control: 0x91, data });
    const say = (index: number) =>
      at(from + (index + 1) * byteMs, () => {
        connection.write(bytes.subarray(index, index + 1));
        if (index + 1 < bytes.length) say(index + 1);
        else late += performance.now() - (from + bytes.length * byteMs);
      });
    say(0);
  }
}

await Promise.all(process.argv.slice(2).map(serve));
process.on('message', () => process.send?.({ lateMs: late / asked }));
process.send?.('ready');
