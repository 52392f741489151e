import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Two linked pseudo-terminals: what is written to one comes out of the other, through the real serial code. A cable
 * that can be pulled out and plugged in again.
 */
export interface PtyPair extends AsyncDisposable {
  readonly near: string;
  readonly far: string;
  /** Ends socat: both ports vanish, as when a USB adapter is pulled. */
  unplug(): Promise<void>;
  /** A new pair under the same names. */
  replug(): Promise<void>;
}

export function hasSocat(): boolean {
  return spawnSync('socat', ['-V'], { stdio: 'ignore' }).status === 0;
}

/** Refuses when socat does not bring the pair up within five seconds. */
export async function openPtyPair(): Promise<PtyPair> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stationdesk-pty-'));
  const near = path.join(folder, 'near');
  const far = path.join(folder, 'far');
  const isLinked = () => existsSync(near) && existsSync(far);
  let socat: ChildProcess | undefined;
  // An orphaned socat would outlive a killed program; its links are of no use to anybody else.
  const stop = () => socat?.kill('SIGKILL');
  process.once('exit', stop);

  async function replug(): Promise<void> {
    if (socat) return;
    const pty = (link: string) => `pty,raw,echo=0,link=${link}`;
    socat = spawn('socat', [pty(near), pty(far)], { stdio: 'ignore' });
    for (let i = 0; i < 500 && !isLinked(); i++) await sleep(10);
    if (!isLinked()) throw new Error('socat made no pseudo-terminals');
  }

  async function unplug(): Promise<void> {
    const running = socat;
    socat = undefined;
    if (!running) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await ended;
    rmSync(near, { force: true });
    rmSync(far, { force: true });
  }

  await replug();
  return {
    near,
    far,
    unplug,
    replug,
    async [Symbol.asyncDispose]() {
      process.removeListener('exit', stop);
      await unplug();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
