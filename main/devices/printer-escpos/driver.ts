import { StationError } from '../../shared/error-codes.ts';
import { createLink, isUp, type LinkOptions } from '../link/link.ts';
import { portRefusal } from '../link/port-refusal.ts';
import type { LinkStatus, PrintJob, ReceiptPrinterPort } from '../ports.ts';
import { jobBytes } from './job.ts';
import type { PrinterProfile } from './profile.schema.ts';
import { isStatusByte, type PrinterState, queryBytes, type StatusQuery, stateOf, troubleOf } from './status.ts';

export interface EscPosPrinter extends ReceiptPrinterPort {
  onStatus(listener: () => void): void;
  start(): void;
  stop(): Promise<void>;
}

/** The buffer of small printers is a few kilobytes: more at once is lost without flow control. */
const PIECE = 512;
const ANSWER_MS = 1000;
/** What was sent last is still in the buffer; a roll that ends shows itself only then. */
const SETTLE_MS = 400;
const LOOK_EVERY_MS = 30_000;
const LOOK_AGAIN_MS = 4000;
/** A printer that says XOFF and never XON. */
const HOLD_MS = 20_000;
const XON = 0x11;
const XOFF = 0x13;

/** An ESC/POS receipt printer. It starts closed. One job at a time; what a lost wire interrupted is not sent later. */
export function createEscPosPrinter(options: LinkOptions & { readonly profile: PrinterProfile }): EscPosPrinter {
  const { timers, profile, transport } = options;
  const { answersStatus } = profile;
  const watchers: (() => void)[] = [];
  const count = { bytesIn: 0, bytesOut: 0, requests: 0, answers: 0, timeouts: 0, droppedBytes: 0 };
  /** Grows with every loss. */
  let connection = 0;
  let turn: Promise<unknown> = Promise.resolve();
  let cancelLook = () => {};
  let onAnswer: ((byte: number | null) => void) | undefined;
  let isHeld = false;
  let onRelease = () => {};

  const link = createLink(options, {
    onData(bytes) {
      count.bytesIn += bytes.length;
      bytes.forEach(hear);
    },
    onOpen: () => void look(),
    onForget() {
      connection++;
      cancelLook();
      isHeld = false;
      onRelease();
      onAnswer?.(null);
    },
    onChange() {
      for (const watcher of watchers) watcher();
    },
  });

  function hear(byte: number): void {
    if (byte === XOFF) isHeld = true;
    else if (byte === XON) {
      isHeld = false;
      onRelease();
    } else if (onAnswer && isStatusByte(byte)) onAnswer(byte);
    else count.droppedBytes++;
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = turn.then(work, work);
    turn = mine.catch(() => undefined);
    return mine;
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => void timers.after(ms, resolve));
  }

  function write(bytes: Uint8Array): boolean {
    const isWritten = link.write(bytes);
    if (isWritten) count.bytesOut += bytes.length;
    return isWritten;
  }

  function ask(query: StatusQuery): Promise<number | null> {
    return new Promise((resolve) => {
      const cancel = timers.after(ANSWER_MS, () => onAnswer?.(null));
      onAnswer = (byte) => {
        onAnswer = undefined;
        cancel();
        if (byte === null) count.timeouts++;
        else count.answers++;
        resolve(byte);
      };
      count.requests++;
      if (!write(queryBytes(query))) onAnswer(null);
    });
  }

  async function askAll(): Promise<PrinterState | null> {
    const mine = connection;
    const printer = await ask('printer');
    const offline = printer === null ? null : await ask('offline');
    const paper = offline === null ? null : await ask('paper');
    if (mine !== connection) return null;
    const state = printer === null || offline === null || paper === null ? null : stateOf(printer, offline, paper);
    tell(state);
    return state;
  }

  function tell(state: PrinterState | null): void {
    cancelLook();
    if (isUp(link.state().phase)) cancelLook = timers.after(state ? LOOK_EVERY_MS : LOOK_AGAIN_MS, () => void look());
    if (!state) {
      link.tell({ kind: 'quiet', problem: link.problem('no-answer') });
      return;
    }
    const trouble = troubleOf(state) ?? (state.paper === 'low' ? 'paper-low' : undefined);
    if (!trouble || link.state().phase === 'silent') link.tell({ kind: 'heard' });
    if (trouble) link.tell({ kind: 'doubt', problem: link.problem(trouble) });
  }

  async function look(): Promise<void> {
    if (answersStatus && isUp(link.state().phase)) await inTurn(askAll);
  }

  /** Nothing is on paper yet. */
  async function refuseUnfit(): Promise<void> {
    if (!isUp(link.state().phase)) throw portRefusal(link.state().problem);
    if (!answersStatus) return;
    const state = await askAll();
    if (!isUp(link.state().phase)) throw portRefusal(link.state().problem);
    if (!state) throw new StationError('printer.silent');
    const trouble = troubleOf(state);
    if (trouble) throw new StationError(`printer.${trouble}`);
  }

  async function whenReleased(): Promise<void> {
    if (!isHeld) return;
    await new Promise<void>((resolve) => {
      const cancel = timers.after(HOLD_MS, resolve);
      onRelease = () => {
        cancel();
        resolve();
      };
    });
  }

  async function send(bytes: Uint8Array): Promise<void> {
    const mine = connection;
    for (let at = 0; at < bytes.length; at += PIECE) {
      await whenReleased();
      const piece = bytes.subarray(at, at + PIECE);
      const isSent = mine === connection && !isHeld && write(piece);
      if (!isSent && at === 0 && !isHeld) throw portRefusal(link.state().problem);
      if (!isSent) throw new StationError('printer.unfinished');
      await pause(piece.length * transport.byteMs);
    }
    if (mine !== connection) throw new StationError('printer.unfinished');
  }

  function print(job: PrintJob): Promise<void> {
    return inTurn(async () => {
      await refuseUnfit();
      await send(jobBytes(job, profile));
      if (!answersStatus) return;
      await pause(SETTLE_MS);
      const state = await askAll();
      if (!state || troubleOf(state)) throw new StationError('printer.unfinished');
    });
  }

  return {
    status(): LinkStatus {
      const { phase, problem, reconnects } = link.state();
      return { state: phase, problem, statistics: { ...count, retries: 0, badFrames: 0, reconnects } };
    },
    check: () => inTurn(refuseUnfit),
    print,
    onStatus: (listener) => void watchers.push(listener),
    start: () => link.start(),
    stop: () => link.stop(),
  };
}
