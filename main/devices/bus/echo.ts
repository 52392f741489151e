import type { EchoState } from '../ports.ts';

/**
 * Takes what an adapter returns of the bytes it was given out of what is heard. Only an exact copy at the very beginning
 * is an echo; as soon as one byte differs, all that was held goes on as it came.
 */
export interface EchoFilter {
  /** What is no echo. */
  push(bytes: Uint8Array): Uint8Array;
  /** The whole request came back. */
  wasEchoed(): boolean;
  /** Nothing more will come: a begun copy that was none. */
  end(): Uint8Array;
}

const NOTHING = new Uint8Array(0);

/**
 * A meter may answer with the very bytes it was asked (Modbus "write single register"): on a wire that is known to have
 * no echo nothing is taken out. While it is not known, a copy alone is taken for an echo and never for an answer.
 */
export function createEchoFilter(sent: Uint8Array, known: EchoState): EchoFilter {
  let at = 0;
  let isOver = known === 'no' || sent.length === 0;

  return {
    push(bytes) {
      if (isOver) return bytes;
      for (let i = 0; i < bytes.length; i++) {
        if (bytes[i] !== sent[at]) {
          isOver = true;
          return Uint8Array.from([...sent.subarray(0, at), ...bytes.subarray(i)]);
        }
        at++;
        if (at === sent.length) {
          isOver = true;
          return bytes.subarray(i + 1);
        }
      }
      return NOTHING;
    },
    wasEchoed: () => at === sent.length && sent.length > 0 && known !== 'no',
    end: () => (isOver ? NOTHING : sent.subarray(0, at)),
  };
}
