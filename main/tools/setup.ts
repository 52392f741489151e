import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { findBrowser } from '../server/browser.ts';

/** What the search and the installing touch; a test hands in a machine of its own. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  browser(): string | undefined;
  /** Whether a program of this name is on the path. */
  has(program: string): boolean;
  /** Runs a program and answers its exit code and output; the code is not 0 when it cannot be started. */
  run(program: string, args: readonly string[], timeoutMs: number): { code: number; output: string };
  /** Whether a download server answers at all. Must answer within seconds. */
  canReach(url: string): Promise<boolean>;
  say(line: string): void;
}

interface Need {
  readonly name: string;
  /** What was found, in a few words; undefined when it is missing. */
  find(machine: Machine): string | undefined;
  readonly debian: readonly string[];
  /** What its absence means for the tests. */
  readonly without: string;
}

const BROWSER: Need = {
  name: 'browser',
  find(machine) {
    const file = machine.browser();
    if (!file) return undefined;
    // chrome.exe opens a window when asked for its version.
    if (machine.platform === 'win32') return file;
    const { code, output } = machine.run(file, ['--version'], 20_000);
    return code === 0 ? `${file} (${output.trim()})` : undefined;
  },
  debian: ['chromium'],
  without: 'the page tests cannot run',
};

const EXTRAS: readonly Need[] = [
  {
    name: 'Chinese font',
    find(machine) {
      if (machine.platform !== 'linux') return 'part of the system';
      const { code, output } = machine.run('fc-list', [':lang=zh', 'family'], 20_000);
      return (code === 0 && output.split('\n')[0]?.trim()) || undefined;
    },
    debian: ['fontconfig', 'fonts-wqy-microhei'],
    without: 'screenshots and PDFs show empty boxes for Chinese',
  },
  { name: 'socat', find: onPath('socat'), debian: ['socat'], without: 'the tests on serial lines are skipped' },
  {
    name: 'pdftotext',
    find: onPath('pdftotext'),
    debian: ['poppler-utils'],
    without: 'the tests that read a PDF are skipped',
  },
  { name: 'gcc', find: onPath('gcc'), debian: ['gcc', 'libc6-dev'], without: 'the power-cut test is skipped' },
  {
    name: 'mbpoll',
    find: onPath('mbpoll'),
    debian: ['mbpoll'],
    without: 'no other program reads the Modbus simulator',
  },
  { name: 'gammu', find: onPath('gammu'), debian: ['gammu'], without: 'no other program tries the modem simulator' },
  {
    name: 'pymodbus',
    find(machine) {
      // Debian's interpreter: another that stands first on the path does not see the packages of apt.
      const { code } = machine.run('/usr/bin/python3', ['-c', 'import pymodbus, serial, serial_asyncio'], 20_000);
      return code === 0 ? 'a package of /usr/bin/python3' : undefined;
    },
    debian: ['python3-pymodbus', 'python3-serial', 'python3-serial-asyncio'],
    without: "the Modbus driver reads no other program's meter",
  },
];

function onPath(program: string): (machine: Machine) => string | undefined {
  return (machine) => (machine.has(program) ? 'on the path' : undefined);
}

const PLAYWRIGHT_CDN = 'https://cdn.playwright.dev';
const MINUTE = 60_000;

type Way = (machine: Machine) => boolean | Promise<boolean>;

/** Finds or installs what the tests need beyond npm. False when the tests cannot run. */
export async function setUp(machine: Machine): Promise<boolean> {
  const apt = createApt(machine);
  const hasBrowser = await provide(machine, BROWSER, [downloadBrowser, () => apt(BROWSER.debian)]);
  for (const need of EXTRAS) await provide(machine, need, [() => apt(need.debian)]);
  if (!hasBrowser)
    machine.say(
      'No browser was found and none could be installed. Install Chrome, Chromium or Edge, or set CHROMIUM_PATH to one, then run this again.',
    );
  return hasBrowser;
}

async function provide(machine: Machine, need: Need, ways: readonly Way[]): Promise<boolean> {
  let found = need.find(machine);
  const isInstalled = found !== undefined;
  for (const way of ways) if (!found && (await way(machine))) found = need.find(machine);
  const name = need.name.padEnd(13);
  if (found) machine.say(`${name} ${isInstalled ? 'found' : 'installed'}: ${found}`);
  else
    machine.say(
      `${name} MISSING: ${need.without}${machine.platform === 'linux' ? ` (Debian: apt-get install ${need.debian.join(' ')})` : ''}`,
    );
  return found !== undefined;
}

/** Playwright retries an unreachable server for minutes, so it is asked only when the server answers. */
async function downloadBrowser(machine: Machine): Promise<boolean> {
  if (!(await machine.canReach(PLAYWRIGHT_CDN))) return false;
  machine.say('Downloading a browser through Playwright …');
  return machine.run('npx', ['playwright', 'install', 'chromium'], 10 * MINUTE).code === 0;
}

/** Installs Debian packages. The package lists are fetched at most once, and only when an installation fails without. */
function createApt(machine: Machine): (packages: readonly string[]) => boolean {
  let isUpdated = false;
  const aptGet = (...args: string[]) => machine.run('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], 15 * MINUTE);
  return (packages) => {
    if (machine.platform !== 'linux' || !machine.isRoot || !machine.has('apt-get')) return false;
    machine.say(`Installing ${packages.join(', ')} …`);
    const install = () => aptGet('install', '-y', '--no-install-recommends', ...packages).code === 0;
    if (install()) return true;
    if (isUpdated) return false;
    isUpdated = true;
    return aptGet('update').code === 0 && install();
  };
}

function thisMachine(): Machine {
  return {
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    browser: () => findBrowser(),
    has: (program) =>
      (process.env.PATH ?? '').split(path.delimiter).some((folder) => isExecutable(path.join(folder, program))),
    run(program, args, timeoutMs) {
      const isShellScript = process.platform === 'win32' && program === 'npx';
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      const { status, stdout, stderr } = spawnSync(program, args, {
        encoding: 'utf8',
        timeout: timeoutMs,
        env,
        shell: isShellScript,
      });
      return { code: status ?? 1, output: status === 0 ? stdout : `${stdout}${stderr}` };
    },
    async canReach(url) {
      try {
        await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(4000) });
        return true;
      } catch {
        return false;
      }
    },
    say: (line) => console.log(line),
  };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (import.meta.main && !(await setUp(thisMachine()))) process.exitCode = 1;
