import type { Explanation } from '../explain/explain.ts';
import { explainLines } from '../explain/lines.ts';
import { GRAMMARS } from './grammars.ts';
import type { TextGrammar } from './profile.schema.ts';

/** Lines of one family; the stricter grammar is asked first. */
const explained =
  (...names: readonly TextGrammar[]) =>
  (bytes: Uint8Array): Explanation =>
    explainLines(
      names.map((name) => GRAMMARS[name].read),
      bytes,
    );

export const explainSt = explained('cas22', 'and', 'st', 'number');
export const explainAnd = explained('and', 'st');
export const explainCas = explained('cas22', 'cas10', 'st');
export const explainSics = explained('sics');
export const explainSma = explained('sma');
export const explainBalance = explained('wt1000', 'sbi', 'ohaus', 'sma', 'number');
