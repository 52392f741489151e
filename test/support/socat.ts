import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SerialLink } from '../../main/devices/config.schema.ts';

/** Why tests on pseudo-terminals cannot run here; undefined when they can. */
export const noSocat: string | undefined =
  spawnSync('socat', ['-V'], { stdio: 'ignore' }).status === 0
    ? undefined
    : 'socat is not installed: no pseudo-terminal pairs';

/** Two linked pseudo-terminals in a temporary folder: a cable that can be pulled out and plugged in again. */
export interface PtyPair extends AsyncDisposable {
  readonly near: string;
  readonly far: string;
  /** Ends socat: both ports vanish, as when a USB adapter is pulled. */
  unplug(): Promise<void>;
  /** A new pair under the same names. */
  replug(): Promise<void>;
}

export async function makePtyPair(): Promise<PtyPair> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stationdesk-pty-'));
  const near = path.join(folder, 'near');
  const far = path.join(folder, 'far');
  let socat: ChildProcess | undefined;

  async function replug(): Promise<void> {
    if (socat) return;
    const pty = (link: string) => `pty,raw,echo=0,link=${link}`;
    socat = spawn('socat', [pty(near), pty(far)], { stdio: 'ignore' });
    for (let i = 0; i < 500 && !(existsSync(near) && existsSync(far)); i++) await sleep(10);
    if (!existsSync(near) || !existsSync(far)) throw new Error('socat made no pseudo-terminals');
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
      await unplug();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function serialLink(portPath: string, line: Partial<SerialLink> = {}): SerialLink {
  return { type: 'serial', path: portPath, baud: 9600, parity: 'none', dataBits: 8, stopBits: 1, ...line };
}
