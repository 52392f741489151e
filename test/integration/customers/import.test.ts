import iconv from 'iconv-lite';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import type { RowError } from '../../../main/modules/import/import.schema.ts';
import { makeStation, requestId } from '../../support/station.ts';

const refusal = (code: string, params: object = {}) => ({ cause: { code, params: expect.objectContaining(params) } });
const base64 = (content: string | Buffer) => Buffer.from(content).toString('base64');
const csv = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(',')).join('\r\n');
const file = (content: string | Buffer, fileName = '用户.csv') => ({ fileName, base64: base64(content) });

const HEADS = [
  '户名',
  '手机',
  '楼号',
  '单元',
  '房号',
  '面积',
  '类别',
  '户号',
  '价格方案',
  '人口',
  '表号',
  '规约',
  '通信地址',
  '倍率',
  '位数',
  '底数',
  '抄表日期',
];
const WANG = [
  '王秀英',
  '13800138000',
  '3',
  '2',
  '501',
  '89.5',
  '电',
  '',
  'RES',
  '3',
  'E001',
  '',
  '',
  '1',
  '6',
  '1234.56',
  '2026-11-01',
];
const WANG_GAS = [
  '王秀英',
  '13800138000',
  '3',
  '2',
  '501',
  '89.5',
  '燃气',
  '',
  '',
  '3',
  'G001',
  '',
  '',
  '1',
  '5',
  '88',
  '2026-11-01',
];
const LI = [
  '李军',
  '',
  '3栋',
  '2单元',
  '502室',
  '',
  '电',
  '20001',
  '',
  '',
  'E002',
  'DL/T645-2007',
  '1',
  '',
  '',
  '',
  '',
];
const errorsOf = (rows: readonly { rowNo: number; errors: readonly RowError[] }[]) =>
  rows.flatMap((row) => row.errors.map((error) => `${row.rowNo} ${error.column} ${error.code}`));

describe('csv', () => {
  test.each([
    ['utf-8', (text: string) => Buffer.from(text)],
    ['utf-8', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['gb18030', (text: string) => iconv.encode(text, 'gb18030')],
    ['utf-16', (text: string) => iconv.encode(text.replaceAll(',', '\t'), 'utf-16le', { addBOM: true })],
  ] as const)('%s is recognised, previewed and taken in', async (encoding, encode) => {
    await using ann = makeStation();
    const manager = ann.as('manager');
    const input = file(encode(csv([HEADS, WANG, WANG_GAS, LI])));
    const preview = await manager.import.preview(input);
    expect(preview).toMatchObject({
      encoding,
      errorRows: 0,
      missing: [],
      counts: { rows: 3, customers: 2, premises: 2, accounts: 3, meters: 3, readings: 2 },
    });
    expect(preview.rows[0]).toEqual({ rowNo: 2, cells: WANG, errors: [], repairs: [] });
    const before = ann.station.db.prepare('SELECT count(*) AS n FROM customer').get();
    expect(before).toEqual({ n: 0 });

    expect(await manager.import.run({ ...input, requestId: requestId() })).toMatchObject({
      accounts: 3,
      readings: 2,
      firstAccountNo: '00000001',
      lastAccountNo: '20001',
    });
    const [wang] = await manager.customers.search({ text: 'wxy 3-2' });
    expect(wang).toMatchObject({
      customerName: '王秀英',
      doorNo: '3-2-501',
      tariffCode: 'RES',
      openedOn: '2026-11-01',
    });
    expect(
      (await manager.customers.accounts({ customerId: wang?.customerId as never })).map((row) => [
        row.service,
        row.meterNos,
      ]),
    ).toEqual([
      ['electricity', 'E001'],
      ['gas', 'G001'],
    ]);
    expect((await manager.meters.list({ text: 'E002' })).rows).toMatchObject([
      { protocol: 'dlt645-2007', address: '000000000001', doorNo: '3-2-502', installedOn: '2026-11-22' },
    ]);
    expect(ann.station.db.prepare('SELECT total_milli AS total, role, source FROM reading ORDER BY id').all()).toEqual([
      { total: 1_234_560, role: 'baseline', source: 'imported' },
      { total: 88_000, role: 'baseline', source: 'imported' },
    ]);
  });
});

describe('xlsx', () => {
  test('numbers, dates and text cells of a real workbook are read as they were meant', async () => {
    await using ann = makeStation();
    const heads = [
      'Customer name',
      'Phone',
      'Building',
      'Unit',
      'Room',
      'Area',
      'Service',
      'Meter no',
      'Protocol',
      'Meter address',
      'First reading',
      'Reading date',
    ];
    const workbook = await writeXlsxFile([
      heads.map((value) => ({ value, fontWeight: 'bold' as const })),
      [
        { value: '赵敏' },
        { value: 13_900_139_000, type: Number },
        { value: 3, type: Number },
        { value: 1, type: Number },
        { value: '0101' },
        { value: 120.25, type: Number },
        { value: 'electricity' },
        { value: '330100012345' },
        { value: 'DL/T 645-2007' },
        { value: 330_012_345, type: Number },
        { value: 1234.56, type: Number },
        { value: new Date(Date.UTC(2026, 9, 31)), type: Date, format: 'yyyy-mm-dd' },
      ],
    ]).toBuffer();
    const input = { fileName: 'households.xlsx', base64: base64(workbook) };
    const preview = await ann.as('manager').import.preview(input);
    expect(errorsOf(preview.rows)).toEqual([]);
    expect(preview).toMatchObject({ encoding: 'xlsx', counts: { accounts: 1, readings: 1 } });
    await ann.as('manager').import.run({ ...input, requestId: requestId() });
    expect(await ann.as('manager').customers.search({ text: '9000' })).toMatchObject([
      { customerName: '赵敏', phone: '13900139000', doorNo: '3-1-0101', openedOn: '2026-10-31' },
    ]);
    expect((await ann.as('manager').meters.list({})).rows).toMatchObject([{ address: '000330012345' }]);
    expect(ann.station.db.prepare('SELECT total_milli AS total FROM reading').all()).toEqual([{ total: 1_234_560 }]);
  });

  test.each(['zh-CN', 'en'] as const)('the template in %s is itself a file the import knows', async (lang) => {
    await using ann = makeStation();
    const template = await ann.as('manager').import.template({ lang });
    expect(template.fileName).toMatch(/\.xlsx$/);
    const [heads = []] = await readSheet(Buffer.from(template.base64, 'base64'));
    const preview = await ann.as('manager').import.preview({ fileName: template.fileName, base64: template.base64 });
    expect(preview.heads).toEqual(heads);
    expect(preview).toMatchObject({ missing: [], counts: { rows: 0 } });
    expect(preview.mapping).not.toContain(null);
    await expect(
      ann.as('manager').import.run({ fileName: 'x', base64: template.base64, requestId: requestId() }),
    ).rejects.toMatchObject(refusal('import.empty'));
  });
});

test('zeros a spreadsheet took from numbers are put back, shown before, and taken in', async () => {
  await using ann = makeStation();
  const manager = ann.as('manager');
  const row = (over: Record<number, string>) => WANG.map((cell, i) => over[i] ?? cell);
  const rows = [
    row({ 10: '12345678', 11: 'DL/T 645-2007', 12: '12345678' }),
    row({ 4: '502', 6: '水', 10: '7.8330000001E+10', 11: 'CJ/T 188', 12: '7.8330000001E+10', 14: '5', 15: '8' }),
    row({ 4: '503', 10: 'E503', 11: '645-97', 12: '330012345' }),
  ];
  const preview = await manager.import.preview(file(csv([HEADS, ...rows])));
  expect(preview).toMatchObject({ errorRows: 0, repairCount: 5 });
  expect(preview.rows.map(({ repairs }) => repairs.map(({ column, to }) => `${column} ${to}`).sort())).toEqual([
    ['meterAddress 000012345678', 'meterNo 000012345678'],
    ['meterAddress 00078330000001', 'meterNo 00078330000001'],
    ['meterAddress 000330012345'],
  ]);
  await manager.import.run({ ...file(csv([HEADS, ...rows])), requestId: requestId() });
  const { rows: meters } = await manager.meters.list({});
  expect(meters.map(({ meterNo, address }) => `${meterNo} ${address}`).sort()).toEqual([
    '000012345678 000012345678',
    '00078330000001 00078330000001',
    'E503 000330012345',
  ]);
});

describe('errors', () => {
  test('numbers and doors that are taken, in the station or higher up in the file, are errors of their row', async () => {
    await using ann = makeStation();
    const manager = ann.as('manager');
    await manager.import.run({ ...file(csv([HEADS, WANG, LI])), requestId: requestId() });
    const next = (over: Record<number, string>) => WANG.map((cell, i) => over[i] ?? cell);
    const rows = [
      next({}),
      next({ 4: '601', 10: 'E600', 7: '20001' }),
      next({ 4: '602', 10: 'E600' }),
      next({ 4: '601', 10: 'E603' }),
      next({ 4: '604', 10: 'E604', 7: 'N1' }),
      next({ 4: '605', 10: 'E605', 7: 'N1', 6: '?' }),
    ];
    const preview = await manager.import.preview(file(csv([HEADS, ...rows])));
    expect(errorsOf(preview.rows)).toEqual([
      '2 meterNo meter-taken',
      '2 building door-taken',
      '3 accountNo account-taken',
      '4 meterNo meter-twice',
      '5 building door-twice',
      '7 service unknown-service',
      '7 accountNo account-twice',
    ]);
    expect(preview.rows[2]?.errors[0]?.params).toEqual({ rowNo: 3 });
    expect(preview).toMatchObject({ errorRows: 5, errorCount: 7, counts: { rows: 6, accounts: 1 } });
  });

  test('one error refuses the whole file and leaves nothing', async () => {
    await using ann = makeStation();
    const bad = WANG_GAS.map((cell, i) => (i === 10 ? 'E001' : cell));
    await expect(
      ann.as('manager').import.run({ ...file(csv([HEADS, WANG, bad])), requestId: requestId() }),
    ).rejects.toMatchObject(refusal('import.has-errors', { errors: 1 }));
    for (const table of ['customer', 'premises', 'account', 'meter', 'reading', 'search_key', 'sequence'])
      expect([table, ann.station.db.prepare(`SELECT count(*) AS n FROM ${table}`).get()]).toEqual([table, { n: 0 }]);
  });

  test('a repeated click takes the file in once', async () => {
    await using ann = makeStation();
    const cmd = { ...file(csv([HEADS, WANG])), requestId: requestId() };
    const first = await ann.as('manager').import.run(cmd);
    expect(await ann.as('manager').import.run(cmd)).toEqual(first);
    expect((await ann.as('manager').customers.list({})).total).toBe(1);
    await expect(ann.as('manager').import.run({ ...cmd, base64: base64(csv([HEADS, LI])) })).rejects.toMatchObject(
      refusal('request.reused'),
    );
  });

  test('a column somebody else names can be pointed out', async () => {
    await using ann = makeStation();
    const rows = [
      ['甲列', '楼号', '类别', '表号'],
      ['王秀英', '3', '电', 'E1'],
    ];
    const input = file(csv(rows));
    const preview = await ann.as('manager').import.preview(input);
    expect(preview).toMatchObject({ missing: ['customerName'], mapping: [null, 'building', 'service', 'meterNo'] });
    const mapping = ['customerName', 'building', 'service', 'meterNo'] as const;
    expect(await ann.as('manager').import.preview({ ...input, mapping: [...mapping] })).toMatchObject({
      missing: [],
      errorRows: 0,
      counts: { accounts: 1 },
    });
    expect(
      await ann.as('manager').import.run({ ...input, mapping: [...mapping], requestId: requestId() }),
    ).toMatchObject({ accounts: 1 });
  });

  test('what is no list of households is refused in words', async () => {
    await using ann = makeStation();
    const preview = (content: Buffer | string) => ann.as('manager').import.preview(file(content));
    await expect(preview('')).rejects.toMatchObject(refusal('import.unreadable'));
    await expect(preview(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]))).rejects.toMatchObject(
      refusal('import.unreadable', { reason: '.xls' }),
    );
    await expect(preview(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 1, 2]))).rejects.toMatchObject(
      refusal('import.unreadable'),
    );
    await expect(preview(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]))).rejects.toMatchObject(
      refusal('import.unreadable'),
    );
    await expect(preview('a,b\n1,2')).rejects.toMatchObject(refusal('import.no-columns'));
    const many = Array.from({ length: 20_001 }, () => ['甲', '1', '电', 'x']);
    await expect(preview(csv([['户名', '楼号', '类别', '表号'], ...many]))).rejects.toMatchObject(
      refusal('import.too-large', { rows: 20_001 }),
    );
  });

  test('a workbook that would unpack to gigabytes is refused before it is unpacked', async () => {
    await using ann = makeStation();
    const workbook = Buffer.from(await writeXlsxFile([[{ value: '户名' }]]).toBuffer());
    const at = workbook.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    workbook.writeUInt32LE(0xf0_00_00_00, at + 24);
    await expect(ann.as('manager').import.preview(file(workbook, 'bomb.xlsx'))).rejects.toMatchObject(
      refusal('import.unreadable', { reason: '> 200 MB' }),
    );
  });

  test('only leaders import', async () => {
    await using ann = makeStation();
    await expect(ann.as('cashier').import.preview(file('x'))).rejects.toMatchObject(refusal('permission.denied'));
  });
});

test('the audit trail keeps the file and the numbers given out', async () => {
  await using ann = makeStation();
  await ann.as('manager').import.run({ ...file(csv([HEADS, WANG, LI])), requestId: requestId() });
  const { body } = ann.station.db.prepare("SELECT body_json AS body FROM audit WHERE action = 'import.run'").get() as {
    body: string;
  };
  expect(JSON.parse(body)).toMatchObject({
    input: { fileName: '用户.csv', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    subjects: [{ kind: 'import', after: { accounts: 2, firstAccountNo: '00000001', lastAccountNo: '20001' } }],
  });
});
