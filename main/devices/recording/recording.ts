import { fromHex, toHex } from '../framing/frame.ts';
import { type LineSettings, lineText } from '../link/line.schema.ts';
import { LinkFailure, type Transport } from '../transport/transport.ts';

/**
 * What went over a wire, byte for byte, as lines of text: "2026-11-26T04:30:01.234Z > 68 AA" to the device, "<" from it,
 * "#" what happened to the wire itself. A person can read it, and a test can play it back.
 */
export interface WireRecord {
  readonly at: number;
  readonly kind: 'out' | 'in' | 'event';
  readonly bytes: Uint8Array;
  /** Of an event. */
  readonly text: string;
}

const SIGNS = { out: '>', in: '<', event: '#' } as const;
const LINE = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([<>#]) ?(.*)$/;

export function formatRecord({ at, kind, bytes, text }: WireRecord): string {
  return `${new Date(at).toISOString()} ${SIGNS[kind]} ${kind === 'event' ? text.replace(/\s+/g, ' ') : toHex(bytes, ' ')}\n`;
}

/** Lines that are none of ours (a remark somebody put on top) are passed over. */
export function parseRecording(text: string): WireRecord[] {
  return text.split(/\r?\n/).flatMap((line): WireRecord[] => {
    const [, time = '', sign, rest = ''] = LINE.exec(line) ?? [];
    if (!sign) return [];
    const at = Date.parse(time);
    if (sign === '#') return [{ at, kind: 'event', bytes: new Uint8Array(0), text: rest }];
    return [{ at, kind: sign === '>' ? 'out' : 'in', bytes: fromHex(rest), text: '' }];
  });
}

export interface WireEar {
  bytes(kind: 'in' | 'out', bytes: Uint8Array): void;
  event(text: string): void;
}

/** The same transport, overheard. */
export function overheard(transport: Transport, ear: WireEar): Transport {
  return {
    ...transport,
    async open(handlers) {
      try {
        const made = await transport.open({
          onData(bytes) {
            ear.bytes('in', bytes);
            handlers.onData(bytes);
          },
          onLost(failure) {
            ear.event(`lost: ${failure.message}`);
            handlers.onLost(failure);
          },
        });
        ear.event(`opened ${transport.name}`);
        const { setLine, renew } = made;
        return {
          write(bytes) {
            const isTaken = made.write(bytes);
            if (isTaken) ear.bytes('out', bytes);
            return isTaken;
          },
          ...(setLine && {
            setLine(line: LineSettings) {
              ear.event(`line ${lineText(line)}`);
              return setLine(line);
            },
          }),
          ...(renew && {
            renew() {
              ear.event('connected anew');
              return renew();
            },
          }),
          close() {
            ear.event('closed');
            return made.close();
          },
        };
      } catch (failure) {
        if (failure instanceof LinkFailure) ear.event(`not opened: ${failure.code} ${failure.message}`);
        throw failure;
      }
    },
  };
}
