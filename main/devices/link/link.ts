import type { DeviceProblem, LinkState } from '../ports.ts';
import { type Connection, LinkFailure, type Transport } from '../transport/transport.ts';
import type { LineSettings } from './line.schema.ts';
import { CLOSED, type LinkInput, type LinkMachine, next } from './machine.ts';
import type { Timers } from './timers.ts';

/** Runs the link machine over a transport: opening, losing, trying again. Knows nothing of what the bytes mean. */
export interface Link {
  start(): void;
  /** Resolves when the port is free for somebody else. */
  stop(): Promise<void>;
  /** False when there is no connection; the bytes are then forgotten. */
  write(bytes: Uint8Array): boolean;
  /**
   * Sets the wire otherwise. False when it cannot be set from here; where setting it fails the link is lost, as the port
   * is then of no use. Nothing is written meanwhile.
   */
  setLine(line: LineSettings): Promise<boolean>;
  /** The same with a connection that may hold back what it was given: begun anew. Undefined where it holds nothing. */
  renew(): Promise<void> | undefined;
  state(): LinkMachine;
  /** A model tells what it makes of the bytes. */
  tell(input: LinkInput): void;
  problem(code: DeviceProblem['code'], detail?: string): DeviceProblem;
}

export interface LinkEvents {
  onData(bytes: Uint8Array): void;
  onOpen(): void;
  /** The wire is gone: drop what waits for it and what was shown from it. Null when it was closed on purpose. */
  onForget(problem: DeviceProblem | null): void;
  /** The phase or the problem is another one. */
  onChange(): void;
}

export interface LinkOptions {
  readonly transport: Transport;
  readonly timers: Timers;
  readonly now: () => number;
}

/** A driver that never answers its opening would otherwise keep the light amber for ever. */
const OPEN_TIMEOUT_MS = 10_000;
/** Longer than this nobody waits for a port that will not close. */
const CLOSE_TIMEOUT_MS = 2000;

export function createLink({ transport, timers, now }: LinkOptions, events: LinkEvents): Link {
  let machine = CLOSED;
  let connection: Connection | undefined;
  /** Grows with every opening: what an earlier one still reports is ignored. */
  let opening = 0;
  let cancelRetry = () => {};
  let closing: Promise<void> = Promise.resolve();
  let running: Promise<void> = Promise.resolve();

  function tell(input: LinkInput): void {
    const before = machine;
    const step = next(machine, input);
    machine = step.state;
    for (const effect of step.effects) {
      if (effect.kind === 'open') running = open();
      else if (effect.kind === 'close') drop();
      else if (effect.kind === 'cancel-retry') cancelRetry();
      else if (effect.kind === 'retry-in') cancelRetry = timers.after(effect.ms, () => tell({ kind: 'retry' }));
      else if (effect.kind === 'forget') {
        drop();
        events.onForget(effect.problem);
      }
    }
    if (before.phase !== machine.phase || before.problem?.code !== machine.problem?.code) events.onChange();
    if (before.phase === 'opening' && machine.phase === 'open') events.onOpen();
  }

  function drop(): void {
    opening++;
    const gone = connection;
    connection = undefined;
    if (gone) closeLater(gone);
  }

  function closeLater(gone: Connection): void {
    closing = Promise.all([closing, gone.close().catch(() => undefined)]).then(() => undefined);
  }

  async function open(): Promise<void> {
    const mine = ++opening;
    const isCurrent = () => mine === opening;
    const cancelTimeout = timers.after(OPEN_TIMEOUT_MS, () => {
      if (isCurrent()) fail(new LinkFailure('other', `no answer from the port within ${OPEN_TIMEOUT_MS} ms`));
    });
    const fail = (failure: unknown) => {
      opening++;
      tell({ kind: 'failed', problem: problemOf(failure) });
    };
    try {
      const made = await transport.open({
        onData: (bytes) => {
          if (isCurrent()) events.onData(bytes);
        },
        onLost: (failure) => {
          if (isCurrent()) tell({ kind: 'lost', problem: problemOf(failure) });
        },
      });
      if (isCurrent()) {
        connection = made;
        tell({ kind: 'opened' });
      } else closeLater(made);
    } catch (failure) {
      if (isCurrent()) fail(failure);
    } finally {
      cancelTimeout();
    }
  }

  async function setLine(line: LineSettings): Promise<boolean> {
    if (!connection?.setLine) return false;
    await orLost(connection.setLine(line), 'the line was not set');
    return true;
  }

  /** A connection on which this fails, or does not end, is lost. */
  async function orLost(work: Promise<void>, what: string): Promise<void> {
    const mine = opening;
    let cancelTimeout = () => {};
    const late = new Promise<never>((_, reject) => {
      cancelTimeout = timers.after(OPEN_TIMEOUT_MS, () =>
        reject(new LinkFailure('other', `${what} within ${OPEN_TIMEOUT_MS} ms`)),
      );
    });
    try {
      await Promise.race([work, late]);
    } catch (failure) {
      if (mine === opening) tell({ kind: 'lost', problem: problemOf(failure) });
    } finally {
      cancelTimeout();
    }
  }

  function problem(code: DeviceProblem['code'], detail = ''): DeviceProblem {
    return { code, detail: detail || transport.name, at: now() };
  }

  function problemOf(failure: unknown): DeviceProblem {
    if (failure instanceof LinkFailure) return problem(failure.code, failure.message);
    return problem('other', failure instanceof Error ? failure.message : String(failure));
  }

  return {
    start: () => tell({ kind: 'start' }),
    async stop() {
      tell({ kind: 'stop' });
      await Promise.race([running.then(() => closing), pause(timers, CLOSE_TIMEOUT_MS)]);
    },
    write: (bytes) => connection?.write(bytes) ?? false,
    setLine,
    renew: () => connection?.renew && orLost(connection.renew(), 'no new connection'),
    state: () => machine,
    tell,
    problem,
  };
}

function pause(timers: Timers, ms: number): Promise<void> {
  return new Promise((resolve) => {
    timers.after(ms, resolve);
  });
}

export function isUp(phase: LinkState): boolean {
  return phase === 'open' || phase === 'silent';
}
