import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/**
 * `npm test`: set-up, static checks, tests, durability, pages. Every step runs even when an earlier one failed; the
 * last line is the count over all of them, and the exit code says whether everything was well.
 */
const ROOT = path.resolve(import.meta.dirname, '../..');
const REPORTS = path.join(ROOT, 'out/test-report');

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Step {
  readonly name: string;
  readonly command: string;
  /** How the step reports: a check passes or fails as a whole and is counted only when it fails. */
  readonly counts: 'check' | 'vitest' | 'playwright';
}

const vitest = (project: string): Step => ({
  name: project,
  command: `vitest run --project ${project} --reporter=default --reporter=json --outputFile.json=${reportOf(project)}`,
  counts: 'vitest',
});

const STEPS: readonly Step[] = [
  { name: 'setup', command: 'node main/tools/setup.ts', counts: 'check' },
  { name: 'lint', command: 'npm run -s lint', counts: 'check' },
  { name: 'typecheck', command: 'npm run -s typecheck', counts: 'check' },
  { name: 'imports', command: 'npm run -s imports', counts: 'check' },
  { name: 'unused', command: 'npm run -s unused', counts: 'check' },
  vitest('station'),
  vitest('durability'),
  { name: 'build', command: 'node main/tools/ensure-build.ts', counts: 'check' },
  { name: 'pages', command: 'playwright test --reporter=list,json', counts: 'playwright' },
];

function reportOf(step: string): string {
  return path.join(REPORTS, `${step}.json`);
}

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
});
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/**
 * What a step adds to the sum. A step that failed without naming a failed test (it could not start, a file did not
 * load, a check found something) counts as one failure, and so does a runner that left no report or ran nothing.
 */
export function countsOf(kind: Step['counts'], exitCode: number, report: unknown): Counts {
  const counts = kind === 'check' ? { passed: 0, failed: 0, skipped: 0 } : readReport(kind, report);
  const hasRun = kind === 'check' || counts.passed + counts.failed > 0;
  if (counts.failed === 0 && (exitCode !== 0 || !hasRun)) return { ...counts, failed: 1 };
  return counts;
}

function readReport(kind: 'vitest' | 'playwright', report: unknown): Counts {
  if (kind === 'vitest') {
    const { data } = VitestReport.safeParse(report);
    return {
      passed: data?.numPassedTests ?? 0,
      failed: data?.numFailedTests ?? 0,
      skipped: (data?.numPendingTests ?? 0) + (data?.numTodoTests ?? 0),
    };
  }
  const { data } = PlaywrightReport.safeParse(report);
  return {
    passed: (data?.stats.expected ?? 0) + (data?.stats.flaky ?? 0),
    failed: data?.stats.unexpected ?? 0,
    skipped: data?.stats.skipped ?? 0,
  };
}

export function sumLine(all: readonly Counts[]): string {
  const sum = (key: keyof Counts) => all.reduce((total, counts) => total + counts[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed${sum('skipped') ? `, ${sum('skipped')} skipped` : ''}`;
}

function runStep(step: Step): Counts & { readonly line: string } {
  console.log(`\n── ${step.name} ──`);
  const started = Date.now();
  const bin = path.join(ROOT, 'node_modules/.bin');
  const env = {
    ...process.env,
    PATH: `${bin}${path.delimiter}${process.env.PATH}`,
    PLAYWRIGHT_JSON_OUTPUT_FILE: reportOf(step.name),
  };
  const { status } = spawnSync(step.command, { cwd: ROOT, env, stdio: 'inherit', shell: true });
  const counts = countsOf(step.counts, status ?? 1, readJson(reportOf(step.name)));
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6);
  return {
    ...counts,
    line: `${step.name.padEnd(10)} ${seconds} s  ${step.counts === 'check' ? (counts.failed ? 'FAILED' : 'ok') : sumLine([counts])}`,
  };
}

function readJson(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

if (import.meta.main) {
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  const results = STEPS.map(runStep);
  console.log(`\n${results.map((result) => result.line).join('\n')}\n\n${sumLine(results)}`);
  process.exitCode = results.some((result) => result.failed > 0) ? 1 : 0;
}
