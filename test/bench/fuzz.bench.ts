import { type FuzzReport, fuzz } from '../support/fuzz.ts';
import { FUZZ_TARGETS } from '../support/fuzz-targets.ts';

export interface FuzzFigures {
  readonly name: string;
  readonly guard: string;
  readonly reports: readonly FuzzReport[];
}

/** Every parser on `bytes` random, as many mutated and as many adversarial bytes. */
export function benchFuzz(bytes: number, tell: (line: string) => void): FuzzFigures[] {
  return FUZZ_TARGETS.map((target) => {
    const reports = fuzz(target, bytes, 1);
    for (const report of reports) tell(lineOf(target.name, target.guard, report));
    return { name: target.name, guard: target.guard, reports };
  });
}

function lineOf(name: string, guard: string, report: FuzzReport): string {
  const { kind, bytes, accepted, collisions, bytesPerSecond, failures } = report;
  const megabytes = (bytesPerSecond / 1e6).toPrecision(3);
  const figures = `${bytes} bytes, ${accepted} accepted, ${collisions} collisions, ${failures.length} failures, ${megabytes} MB/s`;
  return [`fuzz       ${name.padEnd(22)} ${guard.padEnd(9)} ${kind.padEnd(11)} ${figures}`, ...failures].join('\n');
}
