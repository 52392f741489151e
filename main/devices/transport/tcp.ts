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
  let isGone = false;
  let isRenewing = false;
  let socket!: Socket;
  use(await connected(link));

  function use(made: Socket): void {
    socket = made;
    const lose = (detail: string) => {
      if (isGone || made !== socket || isRenewing) return;
      isGone = true;
      made.resetAndDestroy();
      handlers.onLost(new LinkFailure('unplugged', detail));
    };
    made.setNoDelay(true);
    made.setKeepAlive(true, KEEP_ALIVE_MS);
    made.on('data', (bytes) => {
      if (!isGone && !isRenewing && made === socket) handlers.onData(bytes);
    });
    made.on('error', (error) => lose(error.message));
    made.on('end', () => lose('closed by the other side'));
    made.on('close', () => lose('closed'));
  }

  return {
    write(bytes) {
      if (isGone || isRenewing || !socket.writable) return false;
      socket.write(bytes);
      return true;
    },
    async renew() {
      isRenewing = true;
      socket.resetAndDestroy();
      try {
        use(await connected(link));
      } catch (failure) {
        isGone = true;
        throw failure;
      } finally {
        isRenewing = false;
      }
      // Closed while it was connecting again.
      if (isGone) socket.resetAndDestroy();
    },
    async close() {
      isGone = true;
      // A graceful end would still deliver what waits in the system's buffers, whenever the network is there again.
      socket.resetAndDestroy();
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
