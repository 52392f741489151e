import { EventEmitter } from 'node:events';
import type { Framing } from '../bus/types.ts';
import { createReplyParser, type ReadRequest, type Reply } from './frame.ts';

/** Sends one request over the wire and answers with the frame that came back, whole and of the right length. */
export type Exchange = (request: Uint8Array) => Promise<Uint8Array>;

/** Echoes are taken out by the bus before any frame is looked for. */
export function replyFraming(request: ReadRequest): Framing<Reply> {
  return { createParser: () => createReplyParser(request), isEcho: () => false };
}

/** The meter answered, and its answer was a Modbus exception. */
export class ModbusException extends Error {
  override readonly name = 'ModbusException';
  readonly code: number;

  constructor(code: number, options?: ErrorOptions) {
    super(`Modbus exception ${code}`, options);
    this.code = code;
  }
}

/** Loaded when a Modbus meter is first wanted: the library asks for the native serial binding at once. */
const loadClient = async () => (await import('modbus-serial')).default;

/**
 * Reads registers through the library, which writes the request, checks unit, function, length and CRC of the answer
 * and takes it apart. Its port is not a serial port but the bus: a client lives for one request, so that its single
 * transaction cannot be mixed up with another's, and it is given no time limit, because the bus keeps the time.
 */
export async function readWords({ unit, fn, address, count }: ReadRequest, exchange: Exchange): Promise<number[]> {
  const Client = await loadClient();
  const failed = Promise.withResolvers<never>();
  const port = Object.assign(new EventEmitter(), {
    isOpen: true,
    open: (done: (error: Error | null) => void) => done(null),
    close: (done?: () => void) => done?.(),
    write(bytes: Uint8Array) {
      exchange(bytes)
        .then((answer) => port.emit('data', Buffer.from(answer)))
        .catch(failed.reject);
    },
  });
  const client = new Client(port);
  client.open(() => undefined);
  client.setID(unit);
  const answered = fn === 3 ? client.readHoldingRegisters(address, count) : client.readInputRegisters(address, count);
  try {
    return (await Promise.race([answered, failed.promise])).data;
  } catch (error) {
    const code = error instanceof Error && 'modbusCode' in error ? error.modbusCode : undefined;
    throw typeof code === 'number' ? new ModbusException(code, { cause: error }) : error;
  }
}
