import type { DeviceProblem, LinkState } from '../ports.ts';

/**
 * The life of one link as a pure machine: `next(state, input)` answers the new state and what is to be done. Closed →
 * opening → open ⇄ silent → lost → opening …; a lost link is tried again for ever, never more than four seconds later.
 */
export interface LinkMachine {
  readonly phase: LinkState;
  /** Failed openings in a row; 0 while the first one runs. */
  readonly failures: number;
  readonly hasBeenOpen: boolean;
  readonly reconnects: number;
  readonly problem: DeviceProblem | null;
}

export type LinkInput =
  | { readonly kind: 'start' | 'opened' | 'retry' | 'heard' | 'stop' }
  | { readonly kind: 'failed' | 'lost' | 'quiet'; readonly problem: DeviceProblem }
  /** Something is wrong with what is heard; the link itself stays. */
  | { readonly kind: 'doubt'; readonly problem: DeviceProblem };

export type LinkEffect =
  | { readonly kind: 'open' | 'close' | 'cancel-retry' }
  | { readonly kind: 'retry-in'; readonly ms: number }
  /** What waits or was shown belongs to a wire that is gone. */
  | { readonly kind: 'forget'; readonly problem: DeviceProblem | null };

export const CLOSED: LinkMachine = { phase: 'closed', failures: 0, hasBeenOpen: false, reconnects: 0, problem: null };

const BACKOFF_MS = [500, 1000, 2000, 4000] as const;

export function retryDelay(failures: number): number {
  return BACKOFF_MS[Math.min(failures, BACKOFF_MS.length) - 1] ?? BACKOFF_MS[0];
}

export interface LinkStep {
  readonly state: LinkMachine;
  readonly effects: readonly LinkEffect[];
}

const NONE: readonly LinkEffect[] = [];

export function next(state: LinkMachine, input: LinkInput): LinkStep {
  if (input.kind === 'stop') return stopped(state);
  switch (state.phase) {
    case 'closed':
      return input.kind === 'start'
        ? { state: { ...CLOSED, phase: 'opening' }, effects: [{ kind: 'open' }] }
        : same(state);
    case 'opening':
      if (input.kind === 'opened') return opened(state);
      return input.kind === 'failed' ? lost(state, input.problem) : same(state);
    case 'lost':
      return input.kind === 'retry'
        ? { state: { ...state, phase: 'opening' }, effects: [{ kind: 'open' }] }
        : same(state);
    case 'open':
    case 'silent':
      return whileOpen(state, input);
  }
}

function same(state: LinkMachine): LinkStep {
  return { state, effects: NONE };
}

function stopped(state: LinkMachine): LinkStep {
  if (state.phase === 'closed') return same(state);
  return {
    state: { ...state, phase: 'closed', problem: null },
    effects: [{ kind: 'cancel-retry' }, { kind: 'close' }, { kind: 'forget', problem: null }],
  };
}

function opened(state: LinkMachine): LinkStep {
  const reconnects = state.hasBeenOpen ? state.reconnects + 1 : state.reconnects;
  return { state: { ...state, phase: 'open', hasBeenOpen: true, reconnects, problem: null }, effects: NONE };
}

function lost(state: LinkMachine, problem: DeviceProblem): LinkStep {
  const failures = state.failures + 1;
  return {
    state: { ...state, phase: 'lost', failures, problem: since(state, problem) },
    effects: [
      { kind: 'forget', problem },
      { kind: 'retry-in', ms: retryDelay(failures) },
    ],
  };
}

/** A trouble is as old as its beginning: the same one met again, or another reason why the port does not come back. */
function since(state: LinkMachine, problem: DeviceProblem): DeviceProblem {
  const isSame = state.problem?.code === problem.code || state.phase === 'opening';
  return isSame && state.problem ? { ...problem, at: state.problem.at } : problem;
}

function whileOpen(state: LinkMachine, input: LinkInput): LinkStep {
  switch (input.kind) {
    case 'heard':
      return { state: { ...state, phase: 'open', failures: 0, problem: null }, effects: NONE };
    case 'quiet':
      return { state: { ...state, phase: 'silent', problem: since(state, input.problem) }, effects: NONE };
    case 'doubt':
      return { state: { ...state, problem: since(state, input.problem) }, effects: NONE };
    case 'lost':
      return lost(state, input.problem);
    default:
      return same(state);
  }
}
