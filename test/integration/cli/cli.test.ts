import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ledgerFile, openReading } from '../../../main/db/open.ts';

const CLI = path.resolve(import.meta.dirname, '../../../main/cli.ts');
const COMMANDS = [
  'demo',
  'serve',
  'read',
  'weigh',
  'decode',
  'simulate',
  'rate',
  'bill-run',
  'late-fees',
  'verify',
  'backup',
  'restore',
  'import',
  'user',
  'report',
];

function run(args: readonly string[], input = '') {
  const result = spawnSync(process.execPath, [CLI, ...args], { input, encoding: 'utf8', timeout: 120_000 });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

const work = mkdtempSync(path.join(tmpdir(), 'stationdesk-cli-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('the command line', () => {
  test('help lists every command, and each shows an example', () => {
    const help = run(['help']);
    expect(help.code).toBe(0);
    for (const command of COMMANDS) expect(help.out).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    for (const command of COMMANDS) {
      const args = command === 'user' ? ['user', 'add', '--help'] : [command, '--help'];
      expect(run(args).out).toContain('Example:');
    }
  }, 120_000);

  test('decodes a frame, and refuses a damaged one with exit code 1', () => {
    const good = run([
      'decode',
      'DL/T 645-2007',
      '68 12 90 78 56 34 12 68 91 08 33 33 34 33 89 67 45 33 54 16',
      '--json',
    ]);
    expect(good.code).toBe(0);
    expect(JSON.parse(good.out)).toMatchObject({
      address: '123456789012',
      di: '00010000',
      value: 1234.56,
      unit: 'kWh',
    });
    const bad = run([
      'decode',
      'DL/T 645-2007',
      '68 12 90 78 56 34 12 68 91 08 33 33 34 33 89 67 45 33 55 16',
      '--json',
    ]);
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.out)).toMatchObject({ error: 'checksum' });
  });

  test('decodes a short message', () => {
    const pdu = run([
      'decode',
      'gsm-pdu',
      '0891683108501955F1040D91683118140276F8000841011251018123044F60597D',
      '--json',
    ]);
    expect(JSON.parse(pdu.out)).toMatchObject({ type: 'DELIVER', address: '+8613814120678', text: '你好' });
    expect(run(['decode', 'gsm-pdu', '0011', '--json']).code).toBe(1);
  });

  test('rates a tariff document and usage from stdin', () => {
    const tariff = {
      format: 1,
      unit: 'kWh',
      rounding: 'per-bill',
      cycle: 'month',
      scheme: {
        kind: 'tiered',
        tiers: [
          { upTo: '240', price: '0.4883' },
          { upTo: '400', price: '0.5383' },
          { upTo: null, price: '0.7883' },
        ],
      },
    };
    const rated = run(['rate', '--json'], JSON.stringify({ tariff, usage: { quantity: '450' } }));
    expect(JSON.parse(rated.out)).toMatchObject({ total: '242.74', exact: '242.735' });
    const wrong = run(['rate'], '{"tariff":{}}');
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('tariff');
  });

  test('wrong usage is exit code 2', () => {
    expect(run(['bill-run']).code).toBe(2);
    expect(run(['frobnicate']).code).toBe(2);
  });

  test('a folder without a station is refused in a sentence', () => {
    const refused = run(['verify', '--data', path.join(work, 'nothing')]);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('nothing');
  });
});

describe('a demo station', () => {
  const folder = path.join(work, 'demo');
  let demo: ReturnType<typeof run>;
  beforeAll(() => {
    demo = run(['demo', '--exit', '--data', folder, '--accounts', '20', '--json']);
  }, 120_000);

  test('is made step by step', () => {
    expect(demo).toMatchObject({ code: 0, err: '' });
    const { steps } = JSON.parse(demo.out) as { steps: { name: string }[] };
    expect(steps.map((step) => step.name)).toEqual(
      expect.arrayContaining(['read the meters', 'bill the month', 'take a payment', 'verify the ledger']),
    );
  });

  test('verifies as sound', () => {
    const sound = run(['verify', '--data', folder, '--json']);
    expect(sound.code).toBe(0);
    expect(JSON.parse(sound.out)).toMatchObject({ isSound: true, findings: [] });
  });

  test('fails verification, naming the entry, after one byte of it was changed in the file', () => {
    const damaged = path.join(work, 'damaged');
    mkdirSync(damaged);
    copyFileSync(ledgerFile(folder), ledgerFile(damaged));
    const db = openReading(ledgerFile(folder));
    const { id, hash } = db
      .prepare("SELECT id, document_hash AS hash FROM entry WHERE kind = 'payment' ORDER BY id DESC LIMIT 1")
      .get() as { id: number; hash: string };
    db.close();
    const bytes = readFileSync(ledgerFile(damaged));
    const at = bytes.indexOf(hash);
    bytes[at] = bytes[at] === 0x30 ? 0x31 : 0x30;
    writeFileSync(ledgerFile(damaged), bytes);
    const result = run(['verify', '--data', damaged, '--json']);
    expect(result.code).toBe(3);
    const { findings } = JSON.parse(result.out) as { findings: { code: string; entryId: number | null }[] };
    expect(findings).toContainEqual(expect.objectContaining({ code: 'entry-altered', entryId: id }));
  });

  test('bills nothing twice', () => {
    const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
    const again = run(['bill-run', '--data', folder, '--month', month, '--json']);
    expect(JSON.parse(again.out)).toMatchObject({ issued: 0 });
  });

  test('posts late fees after showing them, and nothing where none is due', () => {
    const preview = run(['late-fees', '--data', folder, '--preview', '--json']);
    const { bills, feeFen } = JSON.parse(preview.out) as { bills: number; feeFen: number };
    expect(JSON.parse(run(['late-fees', '--data', folder, '--json']).out)).toEqual({ bills, feeFen });
    expect(run(['late-fees', '--data', folder]).out).toContain('posted 0 late fees, 0.00 yuan');
  });

  test('reports the month as text and as a workbook', () => {
    const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
    const file = path.join(work, 'month.xlsx');
    const report = run(['report', '--data', folder, '--month', month, '--out', file, '--json']);
    expect(report.code).toBe(0);
    expect((JSON.parse(report.out) as { totals: { bills: number } }).totals.bills).toBeGreaterThan(0);
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
  });

  test('is backed up and restored into another folder', () => {
    const backup = run(['backup', '--data', folder, '--json']);
    expect(backup.code).toBe(0);
    const { file } = JSON.parse(backup.out) as { file: string };
    const restored = path.join(work, 'restored');
    expect(run(['restore', file, '--data', restored, '--json']).code).toBe(0);
    expect(run(['verify', '--data', restored]).code).toBe(0);
  });

  test('a second station on the same folder is refused', async () => {
    const { openStation } = await import('../../../main/station.ts');
    await using station = openStation({ folder });
    const refused = run(['bill-run', '--data', station.folder, '--month', '2026-01']);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(folder);
  });
});
