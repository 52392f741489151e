import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ledgerFile } from '../../main/db/open.ts';
import { isStationError } from '../../main/shared/error-codes.ts';
import { openStation } from '../../main/station.ts';
import { type Payer, startPayer } from './child.ts';
import { type Findings, inspect, prepareStation, temporaryFolder } from './payments.ts';

const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const refusal = (code: Parameters<typeof isStationError>[1]) =>
  expect.toSatisfy((e: unknown) => isStationError(e, code));

/** A tmpfs of its own needs a mount: root, or a system that lets users have their own namespaces. */
const NAMESPACE = ['unshare', '--mount', '--map-root-user'];
const canMount =
  process.platform === 'linux' &&
  spawnSync('unshare', ['--mount', '--map-root-user', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
if (!canMount) console.log('a really full disk is not tested: this system lets nobody mount one (the limited file is)');
const canLimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;
if (!canLimit) console.log('a limited file is not tested: prlimit is missing');

/** Pays until the disk is full, hears that it stays full, makes room, goes on, and says what the ledger holds. */
async function fillAndGoOn(
  payer: Payer,
  makeRoom: () => void,
): Promise<Findings & { refusedAfter: number; acknowledged: number }> {
  expect(await payer.nextLine()).toBe('refused db.full');
  const refusedAfter = payer.acknowledged.length;
  makeRoom();
  payer.say('go on');
  const line = (await payer.nextLine()) ?? '';
  expect(line).toMatch(/^inspected /);
  expect(await payer.ended).toBe(0);
  return { ...JSON.parse(line.slice('inspected '.length)), refusedAfter, acknowledged: payer.acknowledged.length };
}

describe('a full disk', () => {
  const COUNT = 400;

  test.runIf(canMount)(
    'refuses in words, loses nothing it acknowledged, and goes on when there is room again',
    async () => {
      using source = temporaryFolder();
      using mountPoint = temporaryFolder();
      await prepareStation(source.path);
      // The ballast is removed on "go on"; what is left holds the rest of the payments.
      const script = `mount -t tmpfs -o size=24m tmpfs "$1" && mkdir "$1/data" && cp -r "$0"/. "$1/data" && head -c 20m /dev/zero > "$1/ballast" && shift && exec "$@"`;
      const folder = path.join(mountPoint.path, 'data');
      const payer = startPayer(
        { folder, first: 1, count: COUNT, ballast: path.join(mountPoint.path, 'ballast') },
        { wrap: [...NAMESPACE, 'sh', '-c', script, source.path, mountPoint.path] },
      );
      const found = await fillAndGoOn(payer, () => undefined);
      expect(found).toMatchObject({ acknowledged: COUNT, lost: [], wrong: [], unacknowledged: 0, findings: [] });
      expect(found.refusedAfter).toBeGreaterThan(0);
      expect(found.refusedAfter).toBeLessThan(COUNT);
    },
  );

  test.runIf(canLimit)('a file that may not grow is refused and survives in the same way', async () => {
    using folder = temporaryFolder();
    await prepareStation(folder.path);
    const limit = statSync(ledgerFile(folder.path)).size + 400_000;
    // The signal that comes with the limit would end the process before it could say anything.
    const payer = startPayer(
      { folder: folder.path, first: 1, count: COUNT },
      { wrap: ['sh', '-c', `trap '' XFSZ; exec prlimit --fsize=${limit}:unlimited "$@"`, 'sh'] },
    );
    const found = await fillAndGoOn(payer, () =>
      spawnSync('prlimit', ['--pid', String(payer.process.pid), '--fsize=unlimited']),
    );
    expect(found).toMatchObject({ acknowledged: COUNT, lost: [], wrong: [], unacknowledged: 0, findings: [] });
    expect(found.refusedAfter).toBeLessThan(COUNT);
    await using station = openStation({ folder: folder.path });
    expect(inspect(station, new Set(payer.acknowledged))).toMatchObject({ lost: [], wrong: [], findings: [] });
  });
});

describe('a folder that cannot be written', () => {
  /** Root may write everywhere: the process becomes nobody first. */
  const uid = isRoot ? { uid: NOBODY } : {};

  test.skipIf(process.platform === 'win32')('is refused before anything is opened', async () => {
    using parent = temporaryFolder();
    const folder = path.join(parent.path, 'data');
    mkdirSync(folder);
    chmodSync(parent.path, 0o755);
    chmodSync(folder, 0o555);
    const payer = startPayer({ folder, first: 1, ...uid });
    expect(await payer.nextLine()).toBe('refused folder.unusable');
    expect(await payer.ended).toBe(0);
  });

  test('is refused when its name is that of a file', () => {
    using parent = temporaryFolder();
    const file = path.join(parent.path, 'data');
    writeFileSync(file, 'a file');
    expect(() => openStation({ folder: file })).toThrow(refusal('folder.unusable'));
    expect(readFileSync(file, 'utf8')).toBe('a file');
  });

  test.skipIf(process.platform === 'win32')(
    'a ledger that may only be read takes no payment, and says why',
    async () => {
      using parent = temporaryFolder();
      const folder = path.join(parent.path, 'data');
      await prepareStation(folder);
      chmodSync(parent.path, 0o755);
      if (isRoot) for (const name of [folder, path.join(folder, 'station.lock')]) chownSync(name, NOBODY, NOBODY);
      chmodSync(ledgerFile(folder), 0o444);
      const payer = startPayer({ folder, first: 1, ...uid });
      expect(await payer.nextLine()).toBe('refused db.read-only');
      payer.say('inspect');
      expect(await payer.nextLine()).toContain('"lost":[]');
      expect(await payer.ended).toBe(0);
    },
  );
});

describe('a damaged ledger', () => {
  const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

  async function damaged(damage: (file: string) => void): Promise<void> {
    using folder = temporaryFolder();
    await prepareStation(folder.path);
    const file = ledgerFile(folder.path);
    damage(file);
    const before = hashOf(file);
    expect(() => openStation({ folder: folder.path })).toThrow(refusal('db.corrupt'));
    expect(hashOf(file)).toBe(before);
    // The lock is free again: the next attempt hears the same.
    expect(() => openStation({ folder: folder.path })).toThrow(refusal('db.corrupt'));
  }

  function overwrite(file: string, at: number, bytes: Buffer): void {
    const content = readFileSync(file);
    bytes.copy(content, at);
    writeFileSync(file, content);
  }

  test('is refused when it is no database, and not a byte of it changes', () =>
    damaged((file) => writeFileSync(file, 'no database at all\n'.repeat(1000))));
  test('is refused when its first page is overwritten', () =>
    damaged((file) => overwrite(file, 0, Buffer.alloc(4096, 0xff))));
  test('is refused when its schema cannot be read', () =>
    damaged((file) => overwrite(file, 100, Buffer.alloc(3996, 0xff))));
  test('is refused when its end is missing', () => damaged((file) => truncateSync(file, 8192)));
});

test('a second station on the same folder is refused while the first is open', async () => {
  using folder = temporaryFolder();
  await prepareStation(folder.path);
  const options = { folder: folder.path, first: 1, count: 1 };
  await using first = openStation({ folder: folder.path });
  const second = startPayer(options);
  expect(await second.nextLine()).toBe('refused station.already-open');
  await second.ended;
  await first[Symbol.asyncDispose]();
  const third = startPayer(options);
  expect(await third.nextLine()).toMatch(/^inspected /);
  await third.ended;
});
