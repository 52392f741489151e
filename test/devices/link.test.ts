import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLink } from '../../main/devices/link/link.ts';
import { CLOSED, type LinkInput, type LinkMachine, next, retryDelay } from '../../main/devices/link/machine.ts';
import { throttle } from '../../main/devices/link/throttle.ts';
import { createTransport } from '../../main/devices/transport/index.ts';
import { createMemoryTransport } from '../../main/devices/transport/memory.ts';
import { LinkFailure, type Transport } from '../../main/devices/transport/transport.ts';
import { until } from '../support/devices.ts';
import { createFakeTimers } from '../support/fake-timers.ts';

const PROBLEM = { code: 'unplugged', detail: 'x', at: 0 } as const;

function run(inputs: readonly LinkInput[]): { state: LinkMachine; effects: string[] } {
  let state = CLOSED;
  const effects: string[] = [];
  for (const input of inputs) {
    const step = next(state, input);
    state = step.state;
    effects.push(...step.effects.map((effect) => (effect.kind === 'retry-in' ? `retry-in ${effect.ms}` : effect.kind)));
  }
  return { state, effects };
}

describe('the life of a link', () => {
  test('opens, is lost, waits and opens again', () => {
    const { state, effects } = run([
      { kind: 'start' },
      { kind: 'opened' },
      { kind: 'lost', problem: PROBLEM },
      { kind: 'retry' },
      { kind: 'opened' },
    ]);
    expect(effects).toEqual(['open', 'forget', 'retry-in 500', 'open']);
    expect(state).toMatchObject({ phase: 'open', reconnects: 1, problem: null });
  });

  test('waits longer after each failure, four seconds at most, and starts over once something was heard', () => {
    expect([1, 2, 3, 4, 5, 99].map(retryDelay)).toEqual([500, 1000, 2000, 4000, 4000, 4000]);
    const failing: LinkInput[] = [{ kind: 'failed', problem: PROBLEM }, { kind: 'retry' }];
    const { effects } = run([
      { kind: 'start' },
      ...failing,
      ...failing,
      { kind: 'opened' },
      { kind: 'heard' },
      { kind: 'lost', problem: PROBLEM },
    ]);
    expect(effects.filter((effect) => effect.startsWith('retry'))).toEqual([
      'retry-in 500',
      'retry-in 1000',
      'retry-in 500',
    ]);
  });

  test('is silent until something is heard, and closed only on purpose', () => {
    const open: LinkInput[] = [
      { kind: 'start' },
      { kind: 'opened' },
      { kind: 'quiet', problem: { ...PROBLEM, code: 'no-answer' } },
    ];
    expect(run(open).state).toMatchObject({ phase: 'silent', problem: { code: 'no-answer' } });
    expect(run([...open, { kind: 'heard' }]).state).toMatchObject({ phase: 'open', problem: null });
    expect(run([...open, { kind: 'stop' }])).toMatchObject({
      state: { phase: 'closed', problem: null },
      effects: ['open', 'cancel-retry', 'close', 'forget'],
    });
  });

  test('a trouble is as old as its beginning', () => {
    const missing = { code: 'port-missing', detail: 'x', at: 9000 } as const;
    const { state } = run([
      { kind: 'start' },
      { kind: 'opened' },
      { kind: 'lost', problem: { ...PROBLEM, at: 5000 } },
      { kind: 'retry' },
      { kind: 'failed', problem: missing },
    ]);
    expect(state.problem).toEqual({ ...missing, at: 5000 });
  });

  test('what does not belong to a phase changes nothing', () => {
    for (const input of [
      { kind: 'opened' },
      { kind: 'retry' },
      { kind: 'heard' },
      { kind: 'lost', problem: PROBLEM },
    ] as const)
      expect(next(CLOSED, input)).toEqual({ state: CLOSED, effects: [] });
  });
});

function linkOn(transport: Transport) {
  const timers = createFakeTimers();
  const heard: number[] = [];
  const forgotten: (string | null)[] = [];
  const link = createLink(
    { transport, timers, now: () => 0 },
    {
      onData: (bytes) => heard.push(...bytes),
      onOpen: () => undefined,
      onForget: (problem) => forgotten.push(problem?.code ?? null),
      onChange: () => undefined,
    },
  );
  return { timers, link, heard, forgotten };
}

describe('a link over a transport', () => {
  test('a port whose driver never answers is given up and tried again', async () => {
    let openings = 0;
    const { timers, link } = linkOn({
      name: 'stuck',
      byteMs: 0,
      line: null,
      open() {
        openings++;
        return new Promise(() => undefined);
      },
    });
    link.start();
    await timers.advance(10_000);
    expect(link.state()).toMatchObject({ phase: 'lost', problem: { code: 'other' } });
    await timers.advance(600);
    expect(openings).toBe(2);
    const stopped = link.stop();
    await timers.advance(2000);
    await stopped;
    expect(link.state().phase).toBe('closed');
  });

  test('a connection that comes after the link was stopped is closed again', async () => {
    let release: (() => void) | undefined;
    let closed = 0;
    const { timers, link } = linkOn({
      name: 'slow',
      byteMs: 0,
      line: null,
      open: () =>
        new Promise((resolve) => {
          release = () => resolve({ write: () => true, close: async () => void closed++ });
        }),
    });
    link.start();
    await timers.advance(0);
    const stopped = link.stop();
    release?.();
    await stopped;
    expect(closed).toBe(1);
    expect(link.write(Uint8Array.of(1))).toBe(false);
  });

  test('nothing is written where nothing is connected', async () => {
    const { timers, link } = linkOn({
      name: 'gone',
      byteMs: 0,
      line: null,
      open: () => Promise.reject(new LinkFailure('port-missing', 'gone')),
    });
    link.start();
    await timers.advance(0);
    expect(link.write(Uint8Array.of(1))).toBe(false);
    expect(link.state()).toMatchObject({ phase: 'lost', problem: { code: 'port-missing' } });
    await link.stop();
  });
});

describe('transports', () => {
  test('a serial server on the network: bytes both ways, and its loss', async () => {
    const clients: Socket[] = [];
    const server = createServer((socket) => {
      clients.push(socket);
      socket.on('data', (bytes) => socket.write(bytes));
      socket.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const heard: number[] = [];
    const lost: string[] = [];
    const connection = await createTransport({ type: 'tcp', host: '127.0.0.1', port }).open({
      onData: (bytes) => heard.push(...bytes),
      onLost: (failure) => lost.push(failure.code),
    });
    expect(connection.write(Uint8Array.of(0x68, 0x16))).toBe(true);
    await until(
      () => heard,
      (bytes) => bytes.length === 2,
      'the echo',
    );
    for (const client of clients) client.destroy();
    await until(
      () => lost,
      (losses) => losses.length > 0,
      'the loss',
    );
    expect(lost).toEqual(['unplugged']);
    expect(connection.write(Uint8Array.of(1))).toBe(false);
  });

  test('a serial server that is not there', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const opening = createTransport({ type: 'tcp', host: '127.0.0.1', port }).open({
      onData: () => undefined,
      onLost: () => undefined,
    });
    await expect(opening).rejects.toMatchObject({ code: 'host-unreachable' });
  });

  test('a wire inside the program has one user at each end and is missing without a simulator', async () => {
    const handlers = { onData: () => undefined, onLost: () => undefined };
    const near = createMemoryTransport('memory-test');
    const far = createMemoryTransport('memory-test', 'far');
    await expect(near.open(handlers)).rejects.toMatchObject({ code: 'port-missing' });
    const farEnd = await far.open(handlers);
    const nearEnd = await near.open(handlers);
    await expect(near.open(handlers)).rejects.toMatchObject({ code: 'port-busy' });
    await nearEnd.close();
    expect(nearEnd.write(Uint8Array.of(1))).toBe(false);
    await farEnd.close();
  });
});

test('a throttle passes the first value at once and ends with the newest', async () => {
  const timers = createFakeTimers();
  const passed: number[] = [];
  const pass = throttle<number>(timers, 100, (value) => passed.push(value));
  for (const value of [1, 2, 3]) pass(value);
  expect(passed).toEqual([1]);
  await timers.advance(100);
  expect(passed).toEqual([1, 3]);
  await timers.advance(1000);
  pass(4);
  pass(5);
  pass.cancel();
  await timers.advance(1000);
  expect(passed).toEqual([1, 3, 4]);
});
