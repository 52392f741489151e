import { expect, test } from 'vitest';
import { type Machine, setUp } from '../../../main/tools/setup.ts';

/** A Debian machine in memory: what is on it, what apt knows before and after an update, and what was run. */
function debian(
  options: { has?: string[]; known?: string[]; knownAfterUpdate?: string[]; isRoot?: boolean; online?: boolean } = {},
) {
  const has = new Set(options.has ?? []);
  const known = new Set(options.known ?? []);
  const ran: string[] = [];
  const said: string[] = [];
  const programOf: Record<string, string> = {
    chromium: 'chromium',
    'fonts-wqy-microhei': 'font',
    socat: 'socat',
    'poppler-utils': 'pdftotext',
    gcc: 'gcc',
  };
  const machine: Machine = {
    platform: 'linux',
    isRoot: options.isRoot ?? true,
    browser: () => (has.has('chromium') ? '/usr/bin/chromium' : undefined),
    has: (program) => program === 'apt-get' || has.has(program),
    canReach: async () => options.online ?? false,
    say: (line) => said.push(line),
    run(program, args) {
      ran.push([program, ...args].join(' '));
      if (program === 'fc-list') return { code: 0, output: has.has('font') ? 'WenQuanYi Micro Hei\n' : '' };
      if (program === '/usr/bin/python3') return { code: has.has('python3-pymodbus') ? 0 : 1, output: '' };
      if (program === 'npx') has.add('chromium');
      if (args.includes('update')) for (const name of options.knownAfterUpdate ?? []) known.add(name);
      if (!args.includes('install') || program === 'npx') return { code: 0, output: 'Chromium 156' };
      const packages = args.slice(args.indexOf('--no-install-recommends') + 1);
      if (!packages.every((name) => known.has(name))) return { code: 100, output: 'Unable to locate package' };
      for (const name of packages) has.add(programOf[name] ?? name);
      return { code: 0, output: '' };
    },
  };
  return { machine, ran, said, updates: () => ran.filter((line) => line.endsWith(' update')).length };
}

const OTHERS = ['mbpoll', 'gammu', 'python3-pymodbus', 'python3-serial', 'python3-serial-asyncio'];
const PACKAGES = [
  ...['chromium', 'fontconfig', 'fonts-wqy-microhei', 'socat', 'poppler-utils', 'gcc', 'libc6-dev'],
  ...OTHERS,
];

test('a machine that has everything gets nothing installed', async () => {
  const computer = debian({ has: ['chromium', 'font', 'socat', 'pdftotext', 'gcc', ...OTHERS], online: true });
  expect(await setUp(computer.machine)).toBe(true);
  expect(computer.ran.filter((line) => line.includes('install'))).toEqual([]);
  expect(computer.said.every((line) => line.includes('found'))).toBe(true);
});

test('an offline machine with empty package lists updates them once and installs from Debian', async () => {
  const computer = debian({ knownAfterUpdate: PACKAGES });
  expect(await setUp(computer.machine)).toBe(true);
  expect(computer.updates()).toBe(1);
  expect(computer.said.filter((line) => line.includes('installed'))).toHaveLength(8);
});

test('package lists that are there are not fetched again', async () => {
  const computer = debian({ known: PACKAGES });
  expect(await setUp(computer.machine)).toBe(true);
  expect(computer.updates()).toBe(0);
});

test('the browser comes through Playwright when its server answers', async () => {
  const computer = debian({ known: PACKAGES, online: true });
  expect(await setUp(computer.machine)).toBe(true);
  expect(computer.ran).toContain('npx playwright install chromium');
  expect(computer.ran.some((line) => line.endsWith(' chromium') && line.startsWith('apt-get'))).toBe(false);
});

test('without root it installs nothing, names what is missing, and goes on when a browser is there', async () => {
  const computer = debian({ has: ['chromium', 'font', 'gcc', ...OTHERS], known: PACKAGES, isRoot: false });
  expect(await setUp(computer.machine)).toBe(true);
  expect(computer.said.filter((line) => line.includes('MISSING'))).toEqual([
    expect.stringContaining('the tests on serial lines are skipped (Debian: apt-get install socat)'),
    expect.stringContaining('the tests that read a PDF are skipped (Debian: apt-get install poppler-utils)'),
  ]);
});

test('no browser to be had is a failure with a sentence that says what to do', async () => {
  const computer = debian({ isRoot: false });
  expect(await setUp(computer.machine)).toBe(false);
  expect(computer.said.at(-1)).toContain('set CHROMIUM_PATH');
});
