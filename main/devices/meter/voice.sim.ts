import type { Timers } from '../link/timers.ts';
import type { Say } from '../transport/simulator.ts';

/** How the meters of a simulated wire are heard: at their time, byte by byte where wanted, over each other. */
export interface Voice {
  /** One meter, in its time. */
  alone(bytes: Uint8Array, isLate: boolean, say: Say): void;
  /** All who answer one request: those in time overlap as they do on a wire, where a low bit wins. */
  together(answers: readonly { readonly bytes: Uint8Array; readonly isLate: boolean }[], say: Say): void;
}

export interface VoiceOptions {
  readonly timers: Timers;
  readonly answerMs: number;
  readonly lateMs: number;
  isSplit(): boolean;
}

export function createVoice({ timers, answerMs, lateMs, isSplit }: VoiceOptions): Voice {
  function speak(bytes: Uint8Array, say: Say): void {
    if (!isSplit()) {
      say(bytes);
      return;
    }
    const step = (at: number) => {
      say(bytes.subarray(at, at + 1));
      if (at + 1 < bytes.length) timers.after(1, () => step(at + 1));
    };
    step(0);
  }

  function alone(bytes: Uint8Array, isLate: boolean, say: Say): void {
    timers.after(isLate ? lateMs : answerMs, () => speak(bytes, say));
  }

  return {
    alone,
    together(answers, say) {
      const prompt = answers.filter(({ isLate }) => !isLate).map(({ bytes }) => bytes);
      if (prompt.length > 0) alone(overlap(prompt), false, say);
      for (const { bytes } of answers.filter(({ isLate }) => isLate)) alone(bytes, true, say);
    },
  };
}

/** Several drivers on one wire pull it low together: only bits that all leave high stay high. */
function overlap(answers: readonly Uint8Array[]): Uint8Array {
  const length = Math.max(...answers.map((bytes) => bytes.length));
  return Uint8Array.from({ length }, (_, index) => answers.reduce((sum, bytes) => sum & (bytes[index] ?? 0xff), 0xff));
}
