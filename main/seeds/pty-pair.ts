import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Two linked pseudo-terminals: what is written to one comes out of the other, through the real serial code. */
export interface PtyPair extends AsyncDisposable {
  readonly near: string;
  readonly far: string;
}

export function hasSocat(): boolean {
  return spawnSync('socat', ['-V'], { stdio: 'ignore' }).status === 0;
}

/** Refuses when socat does not bring the pair up within five seconds. */
export async function openPtyPair(): Promise<PtyPair> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stationdesk-pty-'));
  const near = path.join(folder, 'near');
  const far = path.join(folder, 'far');
  const socat = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`], { stdio: 'ignore' });
  // An orphaned socat would outlive a killed demo; its links are of no use to anybody else.
  const stop = () => socat.kill();
  process.once('exit', stop);
  await linked(socat, [near, far]);
  return {
    near,
    far,
    async [Symbol.asyncDispose]() {
      process.removeListener('exit', stop);
      stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function linked(socat: ChildProcess, links: readonly string[]): Promise<void> {
  for (let i = 0; i < 250; i++) {
    if (links.every((link) => existsSync(link))) return;
    if (socat.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('socat did not make a pair of pseudo-terminals');
}
