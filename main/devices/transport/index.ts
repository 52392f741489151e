import type { DeviceLink } from '../config.schema.ts';
import { createMemoryTransport } from './memory.ts';
import { createSerialTransport } from './serial.ts';
import { createTcpTransport } from './tcp.ts';
import type { Transport } from './transport.ts';

/** The transport a stored link asks for. */
export function createTransport(link: DeviceLink): Transport {
  if (link.type === 'serial') return createSerialTransport(link);
  return link.type === 'tcp' ? createTcpTransport(link) : createMemoryTransport(link.name);
}
