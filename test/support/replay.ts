import type { Timers } from '../../main/devices/link/timers.ts';
import { parseRecording } from '../../main/devices/recording/recording.ts';
import { type ConnectionHandlers, LinkFailure, type Transport } from '../../main/devices/transport/transport.ts';

/**
 * Plays a recording back: whoever opens the wire and says what was said then hears what was heard then, with the same
 * pauses. `missed` are the bytes that the recording has no question for.
 */
export function createReplay(recording: string, timers: Timers): { transport: Transport; missed: Uint8Array[] } {
  const records = parseRecording(recording);
  const missed: Uint8Array[] = [];
  let at = 0;
  let handlers: ConnectionHandlers | undefined;

  function answer(bytes: Uint8Array): void {
    const asked = records.findIndex(
      ({ kind, bytes: known }, index) => index >= at && kind === 'out' && Buffer.compare(known, bytes) === 0,
    );
    if (asked < 0) {
      missed.push(bytes);
      return;
    }
    const mine = handlers;
    const begun = records[asked]?.at ?? 0;
    at = asked + 1;
    for (; at < records.length && records[at]?.kind !== 'out'; at++) {
      const record = records[at];
      if (!record) break;
      timers.after(record.at - begun, () => {
        if (mine !== handlers) return;
        if (record.kind === 'in') mine?.onData(record.bytes);
        else if (record.text.startsWith('lost')) {
          handlers = undefined;
          mine?.onLost(new LinkFailure('unplugged', record.text));
        }
      });
    }
  }

  const transport: Transport = {
    name: 'replay',
    byteMs: 0,
    line: null,
    async open(given) {
      handlers = given;
      return {
        write(bytes) {
          if (handlers !== given) return false;
          answer(bytes);
          return true;
        },
        async close() {
          if (handlers === given) handlers = undefined;
        },
      };
    },
  };
  return { transport, missed };
}
