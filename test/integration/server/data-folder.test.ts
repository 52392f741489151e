import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { dataFolder } from '../../../main/server/data-folder.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function on(platform: NodeJS.Platform, env: Readonly<Record<string, string>>): string {
  vi.spyOn(process, 'platform', 'get').mockReturnValue(platform);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  return dataFolder(undefined);
}

test('a folder that was given is used, made absolute', () => {
  expect(dataFolder('somewhere/else')).toBe(path.resolve('somewhere/else'));
});

test('without one, each operating system has its own place for it', () => {
  expect(on('linux', { XDG_DATA_HOME: '/home/ann/.data' })).toBe('/home/ann/.data/stationdesk');
  expect(on('darwin', {})).toMatch(/\/Library\/Application Support\/Stationdesk$/);
  expect(on('win32', { LOCALAPPDATA: '/Users/ann/AppData/Local', APPDATA: '/Users/ann/AppData/Roaming' })).toBe(
    path.join('/Users/ann/AppData/Local', 'Stationdesk', 'Data'),
  );
});
