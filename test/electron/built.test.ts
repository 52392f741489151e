import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import vm from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };

const ROOT = path.resolve(import.meta.dirname, '../..');
const VITE = path.join(path.dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
const folder = mkdtempSync(path.join(tmpdir(), 'stationdesk-built-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: args[0] === VITE ? ROOT : folder,
    encoding: 'utf8',
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(`exit ${status}: ${stderr || stdout}`);
  return stdout;
}

beforeAll(() => {
  for (const part of ['main', 'preload']) run(VITE, 'build', '-c', `vite.${part}.config.ts`, '--logLevel', 'warn');
  mkdirSync(path.join(folder, 'out/renderer'), { recursive: true });
  writeFileSync(path.join(folder, 'out/renderer/index.html'), '<!doctype html><title>页</title>');
}, 120_000);

test('the built program opens a real station and answers its window', { timeout: 60_000 }, () => {
  const data = path.join(folder, 'data');
  const out = run(path.join(import.meta.dirname, 'built-program.ts'), '--data', data);
  expect(JSON.parse(out)).toEqual({
    loaded: ['app://stationdesk/'],
    state: { result: { data: { json: expect.objectContaining({ isSetUp: false, canOpenDemo: true }) } } },
    page: {
      status: 200,
      policy: expect.stringContaining("default-src 'none'"),
      text: '<!doctype html><title>页</title>',
    },
    dialogs: [],
    exitCode: 0,
  });
  expect(existsSync(path.join(data, 'station.db'))).toBe(true);
});

test('the built program asks for nothing that is not packed with it', () => {
  const source = readFileSync(path.join(ROOT, 'out/main/desktop.js'), 'utf8');
  const asked = [...source.matchAll(/(?:^import [^;]*? from |^import |\bimport\()"([^"]+)"/gm)].map(
    ([, name]) => name ?? '',
  );
  // Parts that are loaded when first wanted lie beside it.
  const parts = asked.filter((name) => name.startsWith('.'));
  expect(parts.filter((part) => !existsSync(path.join(ROOT, 'out/main', part)))).toEqual([]);
  const packages = new Set(asked.filter((name) => !isBuiltin(name) && !name.startsWith('.')));
  expect([...packages].sort()).toEqual(['@serialport/parser-readline', 'better-sqlite3', 'electron', 'serialport']);
  expect(Object.keys(manifest.dependencies)).toEqual(
    expect.arrayContaining([...packages].filter((name) => name !== 'electron')),
  );
});

test('the built preload is one file that needs nothing but electron, and shows the page a bridge without data', () => {
  const source = readFileSync(path.join(ROOT, 'out/preload/index.cjs'), 'utf8');
  const heard: string[] = [];
  const listeners = new Map<string, (event: unknown, command: unknown) => void>();
  let bridge: StationdeskBridge | undefined;
  const electron = {
    contextBridge: {
      exposeInMainWorld(name: string, value: StationdeskBridge) {
        expect(name).toBe('stationdesk');
        bridge = value;
      },
    },
    ipcRenderer: {
      on: (channel: string, listener: (event: unknown, command: unknown) => void) => listeners.set(channel, listener),
      off: (channel: string) => listeners.delete(channel),
    },
  };
  const need = (name: string) => {
    if (name !== 'electron') throw new Error(`a sandboxed preload cannot require ${name}`);
    return electron;
  };
  vm.runInNewContext(source, { require: need, process: { platform: 'win32' }, String });
  expect(Object.keys(bridge ?? {}).sort()).toEqual(['onMenu', 'platform', 'version']);
  expect([bridge?.platform, bridge?.version]).toEqual(['win32', manifest.version]);
  const stop = bridge?.onMenu((command) => heard.push(command));
  listeners.get('menu')?.({}, 'lock');
  stop?.();
  expect(heard).toEqual(['lock']);
  expect(listeners.size).toBe(0);
});
