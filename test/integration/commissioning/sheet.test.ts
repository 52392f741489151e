import iconv from 'iconv-lite';
import { readSheet as readWorkbook } from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { BusProfile, type DeviceConfig } from '../../../main/devices/config.schema.ts';
import type { DeviceId } from '../../../main/shared/ids.ts';
import { makeStation } from '../../support/station.ts';
import { newRequest } from '../billing/fixture.ts';

const HEAD = '表号,业务,总线,规约,通信地址,速率,倍率';

async function building() {
  const ann = makeStation({ at: '2026-11-26T10:00:00+08:00' });
  const manager = ann.as('manager');
  const config: DeviceConfig = {
    model: 'meter-bus',
    link: { type: 'memory', name: 'sheet' },
    profile: BusProfile.parse({}),
  };
  const busId = await manager.devices.create({ name: '1 号楼', config, requestId: newRequest() });
  await register(busId, [
    ['000012345678', 'dlt645-2007', '000012345678', 'electricity'],
    ['00078330000001', 'cjt188', '00078330000001', 'water'],
  ]);
  const { commissioning } = manager;
  const read = (bytes: Uint8Array) => commissioning.readSheet({ base64: Buffer.from(bytes).toString('base64') });
  return { ann, commissioning, read, csv: (text: string) => read(Buffer.from(`\uFEFF${text}`)) };

  async function register(
    on: DeviceId,
    meters: (readonly [string, 'dlt645-2007' | 'cjt188', string, 'electricity' | 'water'])[],
  ) {
    await manager.commissioning.register({
      busId: on,
      fromOn: '2026-11-26',
      meters: meters.map(([meterNo, protocol, address, service]) => ({
        ...{ meterNo, protocol, address, service, line: null, digits: 6, decimals: 2, accountId: null, baseline: null },
      })),
      requestId: newRequest(),
    });
  }
}

test('the sheet that was saved changes nothing when it comes back as it is, in either language', async () => {
  const { ann, commissioning, read } = await building();
  await using _ = ann;
  for (const lang of ['zh-CN', 'en'] as const) {
    const { base64, fileName } = await commissioning.sheet({ lang });
    expect(fileName).toMatch(/2026-11-26\.xlsx$/);
    const rows = await readWorkbook(Buffer.from(base64, 'base64'));
    expect(rows[1]?.[0]).toBe('000012345678');
    const { table, faults, repairs } = await read(Buffer.from(base64, 'base64'));
    expect({ faults, repairs }).toEqual({ faults: [], repairs: [] });
    expect(await commissioning.previewTable({ table })).toMatchObject({ meters: { added: 0, changed: 0, same: 2 } });
  }
});

test('what Excel made of a CSV file is put right: GBK, zeros lost in numbers and addresses, a number written out', async () => {
  const { ann, commissioning, read } = await building();
  await using _ = ann;
  const text = `${HEAD}\r\n12345678,电,,,12345678,9600 8N1,40\r\n7.8330000001E+10,水,,,7.8330000001E+10,,\r\n`;
  const { table, faults, repairs } = await read(iconv.encode(text, 'gb18030'));
  expect(faults).toEqual([]);
  expect(repairs).toEqual([
    { row: 2, column: 'meterNo', from: '12345678', to: '000012345678' },
    { row: 2, column: 'address', from: '12345678', to: '000012345678' },
    { row: 3, column: 'meterNo', from: '7.8330000001E+10', to: '00078330000001' },
    { row: 3, column: 'address', from: '7.8330000001E+10', to: '00078330000001' },
  ]);
  expect(table.meters[0]).toMatchObject({
    ...{ meterNo: '000012345678', address: '000012345678', bus: '1 号楼', multiplier: 40 },
    line: { baud: 9600, parity: 'none', dataBits: 8, stopBits: 1 },
  });
  expect(await commissioning.importTable({ table, requestId: newRequest() })).toMatchObject({
    meters: { added: 0, changed: 1, same: 1 },
  });
});

test('digits that a spreadsheet threw away are refused by row, never guessed', async () => {
  const { ann, csv } = await building();
  await using _ = ann;
  const { table, faults } = await csv(
    `${HEAD}\n2.026E+11,电,1 号楼,DL/T 645-2007,202600010007,,\nA1,电,1 号楼,DL/T 645-2007,2.026E+11,,\nA2,电,1 号楼,cjt188,7.8330000001100123E+16,,`,
  );
  expect(table.meters).toEqual([]);
  expect(faults.map(({ row, column, code }) => ({ row, column, code }))).toEqual([
    { row: 2, column: 'meterNo', code: 'digits-lost' },
    { row: 3, column: 'address', code: 'digits-lost' },
    { row: 4, column: 'address', code: 'digits-lost' },
  ]);
});

test('a new meter is registered from its row; its number gets back the zeros its address lost', async () => {
  const { ann, commissioning, csv } = await building();
  await using _ = ann;
  const { table, faults } = await csv(
    `导出于 11 月\n${HEAD},型号预设\n97000300,电,1 号楼,DLT645-1997,97000300,1200 8E1,\nM4,electricity,1 号楼,modbus,4,as bus,,DTSU666`,
  );
  expect(faults).toEqual([]);
  expect(table.meters).toMatchObject([
    {
      meterNo: '000097000300',
      protocol: 'dlt645-1997',
      address: '000097000300',
      digits: 6,
      decimals: 2,
      multiplier: 1,
    },
    { meterNo: 'M4', protocol: 'modbus', line: null, profile: { protocol: 'modbus', preset: 'dtsu666' } },
  ]);
  expect(await commissioning.importTable({ table, requestId: newRequest() })).toMatchObject({ meters: { added: 2 } });
  expect((await commissioning.table()).meters).toHaveLength(4);
});

test('every wrong cell is told with its row and what would be right', async () => {
  const { ann, csv } = await building();
  await using _ = ann;
  const { faults } = await csv(
    [
      `${HEAD},分时,型号预设`,
      'B1,蒸汽,3 号楼,LoRa,1,,,,',
      'B2,电,1 号楼,Modbus RTU,999,2400,0,也许,sdm999',
      'B3,电,1 号楼,Modbus RTU,9,,,,',
      'B3,电,1 号楼,Modbus RTU,9,,,,',
      ',电,,,,,,,',
    ].join('\n'),
  );
  expect(faults.map(({ row, column, code, choices }) => `${row} ${column} ${code} ${choices.join('、')}`)).toEqual([
    '2 service choice electricity、gas、water',
    '2 bus no-bus 1 号楼',
    '2 protocol choice DL/T 645-2007、DL/T 645-1997、CJ/T 188、Modbus RTU、IEC 62056-21、DSMR P1',
    '3 address address ',
    '3 line line ',
    '3 preset preset sdm120、sdm630、dtsu666、dtsu666-2016、acrel',
    '3 multiplier number 1–1000000',
    '3 hasTou yes-no ',
    '5 meterNo twice 4',
    '6 meterNo required ',
    '6 bus required ',
    '6 protocol required ',
  ]);
});

test('a file without the column of meter numbers is no sheet', async () => {
  const { ann, csv } = await building();
  await using _ = ann;
  await expect(csv('姓名,电话\n张三,1380')).rejects.toMatchObject({ cause: { code: 'commissioning.no-sheet' } });
});
