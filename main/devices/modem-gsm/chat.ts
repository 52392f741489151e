import type { Timers } from '../link/timers.ts';
import { createModemLines } from './lines.ts';

/**
 * One conversation in AT commands (3GPP TS 27.005 and 27.007): a question, its answer, and between them what the modem
 * says by itself. Nothing here rejects: whatever happens is an answer of its own kind.
 */
export type Reply =
  /** OK, with the lines before it. */
  | { readonly kind: 'ok'; readonly lines: readonly string[] }
  /** "> ": the modem waits for the message. */
  | { readonly kind: 'prompt' }
  /** ERROR, +CME ERROR, +CMS ERROR; the number where there is one. */
  | { readonly kind: 'error'; readonly family: 'CME' | 'CMS' | ''; readonly code: string }
  /** No end came in time; what was said until then. */
  | { readonly kind: 'silent'; readonly lines: readonly string[] }
  /** The wire was lost, or nothing could be written to it. */
  | { readonly kind: 'gone'; readonly lines: readonly string[] };

export interface Question {
  /** Without CR. */
  readonly text: string;
  readonly timeoutMs: number;
  /** "+CSQ": OK counts only after a line that begins so; an OK that an earlier command left behind does not. */
  readonly prefix?: string;
  readonly wantsPrompt?: boolean;
}

export interface Chat {
  ask(question: Question): Promise<Reply>;
  /** The message itself, ended by Ctrl-Z; answered by "+CMGS: n". */
  hand(pdu: string, timeoutMs: number): Promise<Reply>;
  /** ESC leaves the prompt, whatever was typed there. */
  escape(): void;
  push(bytes: Uint8Array): void;
  gone(): void;
  counts(): {
    readonly droppedBytes: number;
    readonly asked: number;
    readonly answered: number;
    readonly silences: number;
  };
}

export interface ChatOptions {
  readonly timers: Timers;
  write(bytes: Uint8Array): boolean;
  /** What the modem says unasked: the line, and the message that follows it where one does. */
  onUnasked(line: string, pdu: string | null): void;
}

const UNASKED = /^(\+CMTI|\+CDSI|\+CDS|\+CMT|\+CBM|RING|\^|\+CIEV|RDY|Call Ready|SMS Ready|\+CFUN|\+CPIN: READY$)/;
/** The message follows on a line of its own. */
const WITH_PDU = /^\+(CDS|CMT|CBM):/;
const FAILED = /^(?:ERROR|COMMAND NOT SUPPORT|\+(CM[ES]) ERROR: ?(.*))$/;

interface Waiting {
  readonly prefix: string | undefined;
  readonly echo: string;
  readonly lines: string[];
  readonly wantsPrompt: boolean;
  settle(reply: Reply): void;
}

export function createChat({ timers, write, onUnasked }: ChatOptions): Chat {
  let waiting: Waiting | undefined;
  let announced: string | undefined;
  const count = { asked: 0, answered: 0, silences: 0 };
  const lines = createModemLines({ onLine, onPrompt });

  function say(text: string): boolean {
    return write(Uint8Array.from(text, (character) => character.charCodeAt(0)));
  }

  function exchange(text: string, question: Omit<Question, 'text'>, echo: string): Promise<Reply> {
    return new Promise((resolve) => {
      const mine: Waiting = {
        prefix: question.prefix,
        echo,
        lines: [],
        wantsPrompt: question.wantsPrompt ?? false,
        settle(reply) {
          if (waiting !== mine) return;
          waiting = undefined;
          cancel();
          if (reply.kind === 'silent') count.silences++;
          else if (reply.kind !== 'gone') count.answered++;
          resolve(reply);
        },
      };
      waiting = mine;
      count.asked++;
      const cancel = timers.after(question.timeoutMs, () => mine.settle({ kind: 'silent', lines: mine.lines }));
      if (!say(text)) mine.settle({ kind: 'gone', lines: [] });
    });
  }

  function onPrompt(): void {
    if (waiting?.wantsPrompt) waiting.settle({ kind: 'prompt' });
  }

  function onLine(line: string): void {
    if (announced !== undefined) {
      const head = announced;
      announced = undefined;
      const isPdu = /^[0-9A-F]+$/i.test(line);
      onUnasked(head, isPdu ? line : null);
      if (isPdu) return;
    }
    const isExpected = waiting?.prefix !== undefined && line.startsWith(`${waiting.prefix}:`);
    if (!isExpected && UNASKED.test(line)) {
      if (WITH_PDU.test(line)) announced = line;
      else onUnasked(line, null);
      return;
    }
    if (waiting) answer(waiting, line);
  }

  function answer(current: Waiting, line: string): void {
    if (line === current.echo || line === `> ${current.echo}`) return;
    const [isFailure, family = '', code = ''] = FAILED.exec(line) ?? [];
    const { prefix, lines: said } = current;
    if (isFailure) current.settle({ kind: 'error', family: family as 'CME' | 'CMS' | '', code: code.trim() });
    else if (line !== 'OK') said.push(line);
    else if (!current.wantsPrompt && (!prefix || said.some((earlier) => earlier.startsWith(`${prefix}:`))))
      current.settle({ kind: 'ok', lines: said });
  }

  return {
    ask: (question) => exchange(`${question.text}\r`, question, question.text),
    hand: (pdu, timeoutMs) => exchange(`${pdu}\x1a`, { timeoutMs, prefix: '+CMGS' }, pdu),
    escape: () => void say('\x1b'),
    push: lines.push,
    gone() {
      lines.reset();
      announced = undefined;
      waiting?.settle({ kind: 'gone', lines: waiting.lines });
    },
    counts: () => ({ ...count, droppedBytes: lines.droppedBytes() }),
  };
}
