import type { BusRequest, Framing } from '../../main/devices/bus/types.ts';
import { type FrameParser, toHex } from '../../main/devices/framing/frame.ts';
import { type LineSettings, lineText } from '../../main/devices/link/line.schema.ts';
import { type ConnectionHandlers, LinkFailure, type Transport } from '../../main/devices/transport/transport.ts';

/** A wire whose other end does what the test says, and which writes down what is done to it. */
export interface ScriptedWire {
  readonly transport: Transport;
  /** "> 01 02", "line 1200 8E1", "opened", "anew", in order. */
  readonly log: string[];
  /** What the other end does with bytes that come. */
  onBytes: (bytes: Uint8Array) => void;
  /** How the wire takes a change of its line; absent on a wire that cannot be set. */
  setLine: ((line: LineSettings) => Promise<void>) | undefined;
  /** How it begins the connection anew; absent on a wire that holds nothing back. */
  renew: (() => Promise<void>) | undefined;
  /** The port takes no bytes. */
  isDeaf: boolean;
  say(...bytes: number[]): void;
  unplug(): void;
}

export const LINE: LineSettings = { baud: 2400, parity: 'even', dataBits: 8, stopBits: 1 };

export function createScriptedWire(line: LineSettings | null = LINE): ScriptedWire {
  let handlers: ConnectionHandlers | undefined;
  const wire: ScriptedWire = {
    log: [],
    onBytes: () => undefined,
    setLine: async () => undefined,
    renew: undefined,
    isDeaf: false,
    say: (...bytes) => handlers?.onData(Uint8Array.from(bytes)),
    unplug() {
      const gone = handlers;
      handlers = undefined;
      gone?.onLost(new LinkFailure('unplugged', 'pulled'));
    },
    transport: {
      name: 'scripted',
      byteMs: 0,
      line,
      async open(given) {
        const mine = given;
        handlers = mine;
        wire.log.push('opened');
        return {
          write(bytes) {
            if (handlers !== mine || wire.isDeaf) return false;
            wire.log.push(`> ${toHex(bytes, ' ')}`);
            wire.onBytes(bytes);
            return true;
          },
          ...(wire.setLine && {
            async setLine(next: LineSettings) {
              wire.log.push(`line ${lineText(next)}`);
              await wire.setLine?.(next);
            },
          }),
          ...(wire.renew && {
            async renew() {
              wire.log.push('anew');
              await wire.renew?.();
            },
          }),
          async close() {
            if (handlers === mine) handlers = undefined;
          },
        };
      },
    },
  };
  return wire;
}

/** Every byte is a frame. */
function byteParser(): FrameParser<number> {
  return {
    push: (bytes) => [...bytes],
    end: () => [],
    reset: () => undefined,
    pending: () => 0,
    counts: () => ({ droppedBytes: 0, badFrames: 0, badChecksums: 0, lastFault: null }),
  };
}

export const bytewise: Framing<number> = { createParser: byteParser, isEcho: () => false };

/** Asks with one byte and takes the byte `answer` for its answer. */
export function askByte(
  byte: number,
  more: Partial<BusRequest<number>> & { answer?: number } = {},
): BusRequest<number> {
  const { answer = byte + 0x80, ...rest } = more;
  return {
    bytes: Uint8Array.of(byte),
    framing: bytewise,
    timing: { answerMs: 300, interByteMs: 50, pauseMs: 20 },
    isAnswer: (frame) => frame === answer,
    priority: 'background',
    retries: 0,
    ...rest,
  };
}
