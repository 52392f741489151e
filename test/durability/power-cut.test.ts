import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStation } from '../../main/station.ts';
import { startPayer } from './child.ts';
import { inspect, prepareStation, temporaryFolder } from './payments.ts';
import { Disk, type Files, type Operation, parseRecording, type Random, randomFrom } from './replay.ts';

const CUTS = Number(process.env.STATIONDESK_POWER_CUTS ?? 400);
const PAYMENTS = 300;
const SEED = Number(process.env.STATIONDESK_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** Why the recorder cannot run here; undefined where it can. */
const obstacle = whyNot();
if (obstacle) console.log(`power cuts are not tested: ${obstacle}`);

function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'the recorder preloads a library, which needs Linux';
  return spawnSync('gcc', ['--version']).status === 0
    ? undefined
    : 'gcc is missing (npm run setup installs it on Debian)';
}

interface Recording {
  /** What was on the disk before the process started. */
  readonly base: Files;
  readonly operations: readonly Operation[];
  /** What is on the disk after it ended. */
  readonly end: Files;
}

function filesOf(folder: string): Files {
  return new Map(readdirSync(folder).map((name) => [name, readFileSync(path.join(folder, name))]));
}

async function recordPayments(recorder: string, synchronous?: 'NORMAL'): Promise<Recording> {
  using folder = temporaryFolder();
  using notes = temporaryFolder();
  await prepareStation(folder.path);
  const base = filesOf(folder.path);
  const file = path.join(notes.path, 'recording');
  const payer = startPayer(
    { folder: folder.path, first: 1, count: PAYMENTS, ...(synchronous && { synchronous }) },
    { env: { LD_PRELOAD: recorder, RECORD_FOLDER: folder.path, RECORD_FILE: file } },
  );
  expect(await payer.ended).toBe(0);
  expect(payer.acknowledged).toHaveLength(PAYMENTS);
  return { base, operations: parseRecording(readFileSync(file)), end: filesOf(folder.path) };
}

interface Damage {
  readonly lost: number;
  readonly problems: readonly unknown[];
}

/** Half of the cuts fall anywhere, half right after an acknowledgement: nothing of it may be lost from there on. */
function chooseCuts(operations: readonly Operation[], count: number, random: Random): number[] {
  const afterAck = [...operations.entries()].filter(([, operation]) => operation.kind === 'A').map(([i]) => i + 1);
  const any = () => Math.floor(random() * (operations.length + 1));
  const cuts = Array.from({ length: count }, (_, i) =>
    i % 2 ? any() : (afterAck[Math.floor(random() * afterAck.length)] ?? any()),
  );
  return cuts.sort((a, b) => a - b);
}

async function cutPower(recording: Recording, count: number): Promise<Damage> {
  const random = randomFrom(SEED);
  const cuts = chooseCuts(recording.operations, count, random);
  const disk = new Disk(recording.base);
  using folder = temporaryFolder();
  let lost = 0;
  let steps = 0;
  const problems: unknown[] = [];
  for (const cut of cuts) {
    for (const operation of recording.operations.slice(steps, cut)) disk.step(operation);
    steps = cut;
    const found = await reopen(path.join(folder.path, 'data'), disk.crash(random), acknowledgedIn(disk.said));
    lost += found.lost.length;
    if (found.wrong.length > 0 || found.findings.length > 0 || found.unacknowledged > 1)
      problems.push({ cut, ...found });
  }
  return { lost, problems };
}

async function reopen(folder: string, files: Files, acknowledged: ReadonlySet<number>) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, bytes] of files) writeFileSync(path.join(folder, name), bytes);
  await using station = openStation({ folder });
  return inspect(station, acknowledged);
}

function acknowledgedIn(said: string): Set<number> {
  return new Set([...said.matchAll(/^ack (\d+)$/gm)].map((match) => Number(match[1])));
}

describe.skipIf(obstacle)('after a power cut', () => {
  const tools = temporaryFolder();
  const recorder = path.join(tools.path, 'recorder.so');
  let full: Recording;

  beforeAll(async () => {
    const source = path.join(import.meta.dirname, 'recorder.c');
    execFileSync('gcc', ['-O2', '-Wall', '-Werror', '-shared', '-fPIC', '-o', recorder, source, '-ldl', '-lpthread'], {
      stdio: 'inherit',
    });
    full = await recordPayments(recorder);
    console.log(`seed ${SEED}: ${full.operations.length} operations recorded`);
  });
  afterAll(() => tools[Symbol.dispose]());

  test('the recording holds everything: replayed without a cut it ends in the very files of the disk', () => {
    const disk = new Disk(full.base);
    for (const operation of full.operations) disk.step(operation);
    const kept = new Map([...disk.whole()].filter(([, bytes]) => bytes.length > 0));
    for (const [name, bytes] of full.end) if (bytes.length > 0) expect(kept.get(name)?.equals(bytes), name).toBe(true);
    expect([...kept.keys()].filter((name) => !full.end.has(name))).toEqual([]);
  });

  test(`no acknowledged payment is lost and no ledger is damaged in ${CUTS} cuts`, {
    timeout: 120_000 + CUTS * 500,
  }, async () => {
    expect(await cutPower(full, CUTS)).toEqual({ lost: 0, problems: [] });
  });

  test('a payment costs little more than one wait for the disk', () => {
    const [first, last] = [
      full.operations.findIndex(({ kind }) => kind === 'A'),
      full.operations.findLastIndex(({ kind, payload }) => kind === 'A' && payload.toString().startsWith('ack')),
    ];
    const syncs = full.operations.slice(first, last).filter(({ kind }) => kind === 'S').length;
    console.log(`${(syncs / (PAYMENTS - 1)).toFixed(3)} fsyncs per payment`);
    expect(syncs / (PAYMENTS - 1)).toBeLessThanOrEqual(1.2);
    expect(syncs).toBeGreaterThanOrEqual(PAYMENTS - 1);
  });

  test('the same cuts find payments lost when the connection does not wait for the disk', async () => {
    const { lost } = await cutPower(await recordPayments(recorder, 'NORMAL'), 100);
    console.log(`planted mistake: ${lost} acknowledged payments lost in 100 cuts`);
    expect(lost).toBeGreaterThan(100);
  });
});
