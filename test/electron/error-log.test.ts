import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createErrorLog } from '../../main/electron/error-log.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stationdesk-log-'));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

test('a fault is kept with its time, its report number and its cause', () => {
  createErrorLog(folder, () => 0)(new Error('report 7F3', { cause: new Error('disk is odd') }));
  const text = readFileSync(path.join(folder, 'errors.log'), 'utf8');
  expect(text).toMatch(/^1970-01-01T00:00:00\.000Z Error: report 7F3\n[\s\S]*caused by Error: disk is odd/);
});

test('a full log is put aside and a new one begun', () => {
  writeFileSync(path.join(folder, 'errors.log'), 'x'.repeat(1_000_001));
  createErrorLog(folder)('next');
  expect(statSync(path.join(folder, 'errors.old.log')).size).toBe(1_000_001);
  expect(readFileSync(path.join(folder, 'errors.log'), 'utf8')).toMatch(/ next\n$/);
});

test('a log that cannot be written stops nothing', () => {
  createErrorLog(path.join(folder, 'missing'))(new Error('x'));
  expect(existsSync(path.join(folder, 'missing'))).toBe(false);
});
