import { connect, type Socket } from 'node:net';
import type { TcpLink } from '../config.schema.ts';
import { type Connection, type ConnectionHandlers, LinkFailure, type Transport } from './transport.ts';

const CONNECT_MS = 5000;
/** A serial server that lost its power says nothing: only probes find out. */
const KEEP_ALIVE_MS = 10_000;

/** A serial server (RS-485 to Ethernet) in raw TCP mode. */
export function createTcpTransport(link: TcpLink): Transport {
  return { name: `${link.host}:${link.port}`, byteMs: 0, line: null, open: (handlers) => openSocket(link, handlers) };
}

async function openSocket(link: TcpLink, handlers: ConnectionHandlers): Promise<Connection> {
  const socket = await connected(link);
  let isGone = false;
  const lose = (detail: string) => {
    if (isGone) return;
    isGone = true;
    socket.destroy();
    handlers.onLost(new LinkFailure('unplugged', detail));
  };
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  socket.on('data', (bytes) => {
    if (!isGone) handlers.onData(bytes);
  });
  socket.on('error', (error) => lose(error.message));
  socket.on('end', () => lose('closed by the other side'));
  socket.on('close', () => lose('closed'));
  return {
    write(bytes) {
      if (isGone || !socket.writable) return false;
      socket.write(bytes);
      return true;
    },
    async close() {
      isGone = true;
      socket.destroy();
    },
  };
}

function connected({ host, port }: TcpLink): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const fail = (detail: string) => {
      socket.destroy();
      reject(new LinkFailure('host-unreachable', detail));
    };
    socket.setTimeout(CONNECT_MS, () => fail(`no connection within ${CONNECT_MS} ms`));
    socket.once('error', (error) => fail(error.message));
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.removeAllListeners('error').removeAllListeners('timeout');
      resolve(socket);
    });
  });
}
