import { type AddressInfo, createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createBus } from '../../main/devices/bus/bus.ts';
import { systemTimers } from '../../main/devices/link/timers.ts';
import { createTransport } from '../../main/devices/transport/index.ts';
import { until } from '../support/devices.ts';
import { askByte } from '../support/scripted-wire.ts';

/** A serial server that does what the test says with each connection. */
async function serialServer(onClient: (socket: Socket) => void) {
  const clients: Socket[] = [];
  const failures: string[] = [];
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
    clients.push(socket);
    socket.on('error', (error: NodeJS.ErrnoException) => failures.push(error.code ?? ''));
    onClient(socket);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    for (const client of clients) client.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { clients, failures, transport: createTransport({ type: 'tcp', host: '127.0.0.1', port }) };
}

async function opened(transport: ReturnType<typeof createTransport>) {
  const lost: string[] = [];
  const heard: number[] = [];
  const connection = await transport.open({
    onData: (bytes) => heard.push(...bytes),
    onLost: ({ code }) => lost.push(code),
  });
  onTestFinished(() => connection.close());
  return { connection, lost, heard };
}

describe('a serial server on the network', () => {
  test('one that closes its half only is lost: nothing is written to it any more', async () => {
    const { transport, clients } = await serialServer((socket) => socket.resume());
    const { connection, lost } = await opened(transport);
    await until(
      () => clients,
      ({ length }) => length === 1,
      'the connection',
    );
    clients[0]?.end();
    await until(
      () => lost,
      ({ length }) => length > 0,
      'the loss',
    );
    expect(lost).toEqual(['unplugged']);
    expect(connection.write(Uint8Array.of(1))).toBe(false);
  });

  test('a name that nobody knows is told as a server that cannot be reached', async () => {
    const transport = createTransport({ type: 'tcp', host: 'no-such-server.invalid', port: 4001 });
    const opening = transport.open({ onData: () => undefined, onLost: () => undefined });
    await expect(opening).rejects.toMatchObject({ code: 'host-unreachable' });
  });

  test('what it has not taken when the connection is closed is never delivered', async () => {
    const { transport, clients, failures } = await serialServer(() => undefined);
    const { connection } = await opened(transport);
    // More than the buffers on the way hold.
    const bytes = new Uint8Array(32_000_000);
    expect(connection.write(bytes)).toBe(true);
    await until(
      () => clients,
      ({ length }) => length === 1,
      'the connection',
    );
    await connection.close();
    let taken = 0;
    const client = clients[0] as Socket;
    client.on('data', (part) => {
      taken += part.length;
    });
    client.resume();
    await until(
      () => failures,
      ({ length }) => length > 0,
      'the reset',
    );
    expect(failures).toEqual(['ECONNRESET']);
    expect(taken).toBeLessThan(bytes.length);
  });

  test('begun anew it is another connection, and the end of the first is no loss', async () => {
    const { transport, clients } = await serialServer((socket) => {
      socket.on('data', (bytes) => socket.write(bytes));
      socket.resume();
    });
    const { connection, lost, heard } = await opened(transport);
    const renewing = connection.renew?.();
    expect(connection.write(Uint8Array.of(1))).toBe(false);
    await renewing;
    expect(connection.write(Uint8Array.of(2))).toBe(true);
    await until(
      () => heard,
      ({ length }) => length > 0,
      'the answer',
    );
    expect([heard, lost, clients.length]).toEqual([[2], [], 2]);
  });

  test('one that answers nothing is begun anew, so that three questions are not answered all at once later', async () => {
    const { transport, clients } = await serialServer(() => undefined);
    const bus = createBus({ transport, timers: systemTimers, now: Date.now });
    onTestFinished(() => bus.stop());
    bus.start();
    const timing = { answerMs: 30, interByteMs: 10, pauseMs: 5 };
    for (const byte of [1, 2, 3])
      await expect(bus.ask(askByte(byte, { timing }))).rejects.toMatchObject({ problem: { code: 'no-answer' } });
    await until(
      () => clients,
      ({ length }) => length === 2,
      'the second connection',
    );
    const second = clients[1] as Socket;
    const asked: number[] = [];
    second.on('data', (bytes) => {
      asked.push(...bytes);
      second.write(Uint8Array.of((bytes[0] ?? 0) + 0x80));
    });
    second.resume();
    expect(await bus.ask(askByte(4, { timing: { ...timing, answerMs: 2000 } }))).toBe(0x84);
    expect(asked).toEqual([4]);
    expect(bus.status()).toMatchObject({ state: 'open', statistics: { reconnects: 0 } });
  });
});
