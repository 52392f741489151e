import { describe, expect, test } from 'vitest';
import { COLUMN_WORDS, COLUMNS, findHeads, missingColumns, recogniseHeads } from './import.columns.domain.ts';
import { dateOf, parseRow } from './import.rows.domain.ts';

const TODAY = '2026-11-22';

/** A row given by column; the mapping follows from its keys. */
function parse(cells: Partial<Record<(typeof COLUMNS)[number], string>>) {
  return parseRow(Object.values(cells), 2, Object.keys(cells) as never, TODAY);
}
const errorsOf = (cells: Parameters<typeof parse>[0]) =>
  parse(cells).errors.map((error) => `${error.column} ${error.code}`);
const good = { customerName: '王秀英', building: '3栋', unit: '2单元', room: '501室', service: '电' };

describe('heads', () => {
  test('the template is recognised in both languages', () => {
    for (const lang of ['zh', 'en'] as const)
      expect(recogniseHeads(COLUMNS.map((column) => COLUMN_WORDS[column][lang]))).toEqual([...COLUMNS]);
  });

  test('no head stands for two columns', () => {
    const heads = COLUMNS.flatMap((column) =>
      [COLUMN_WORDS[column].zh, COLUMN_WORDS[column].en, ...COLUMN_WORDS[column].also].map(
        (head) => [head, column] as const,
      ),
    );
    for (const [head, column] of heads) expect([head, recogniseHeads([head])[0]]).toEqual([head, column]);
  });

  test('units in brackets, blanks and width do not matter; an unknown head is left out, a second one too', () => {
    expect(recogniseHeads(['户 名', '建筑面积（㎡）', '备注', 'ＭＥＴＥＲ　ＮＯ.', '姓名'])).toEqual([
      'customerName',
      'area',
      null,
      'meterNo',
      null,
    ]);
  });

  test('titles may stand above the heads', () => {
    const rows = [['城北小区 2026 年用户表'], [], ['序号', '户名', '楼号', '类别'], ['1', '张三', '3', '电']];
    expect(findHeads(rows)).toEqual({ row: 2, mapping: [null, 'customerName', 'building', 'service'] });
    expect(
      findHeads([
        ['a', 'b'],
        ['1', '2'],
      ]),
    ).toBeUndefined();
    expect(missingColumns(['customerName', 'doorNo', null])).toEqual(['service']);
  });
});

describe('rows', () => {
  test('a full row becomes a household with its meter', () => {
    const { row, errors, repairs } = parse({
      ...good,
      phone: '138 0013 8000',
      area: '89.5㎡',
      accountNo: 'A-100',
      tariffCode: 'RES',
      householdSize: '4',
      meterNo: '330100012345',
      protocol: 'DL/T 645-2007',
      meterAddress: '330012345',
      multiplier: '30',
      digits: '6',
      firstReading: '1,234.56',
      readOn: '2026/11/1',
    });
    expect(errors).toEqual([]);
    expect(repairs).toEqual([{ column: 'meterAddress', from: '330012345', to: '000330012345' }]);
    expect(row).toEqual({
      rowNo: 2,
      customerName: '王秀英',
      phone: '138 0013 8000',
      building: '3',
      unit: '2',
      room: '501',
      door: '3-2-501',
      areaDm2: 8950,
      service: 'electricity',
      accountNo: 'A-100',
      tariffCode: 'RES',
      householdSize: 4,
      meter: {
        meterNo: '330100012345',
        service: 'electricity',
        protocol: 'dlt645-2007',
        address: '000330012345',
        multiplier: 30,
        digits: 6,
        firstReading: { totalMilli: 1_234_560, readOn: '2026-11-01' },
      },
    });
  });

  test('one column may hold the whole door', () => {
    const door = (doorNo: string) => {
      const { row } = parse({ customerName: '甲', doorNo, service: 'gas' });
      return row && [row.building, row.unit, row.room];
    };
    expect(door('3-2-501')).toEqual(['3', '2', '501']);
    expect(door('3栋2单元501室')).toEqual(['3', '2', '501']);
    expect(door('A座1201')).toEqual(['A', '', '1201']);
    expect(door('北门商铺')).toEqual(['北门商铺', '', '']);
  });

  test.each([
    [{ ...good, customerName: ' ' }, 'customerName required'],
    [{ ...good, building: '' }, 'building required'],
    [{ ...good, service: '电话' }, 'service unknown-service'],
    [{ ...good, phone: '1.38E+10' }, 'phone digits-lost'],
    [{ ...good, accountNo: "1'2" }, 'accountNo bad-characters'],
    [{ ...good, householdSize: '三' }, 'householdSize not-a-number'],
    [{ ...good, householdSize: '100' }, 'householdSize out-of-range'],
    [{ ...good, area: '约90' }, 'area not-a-number'],
    [{ ...good, meterNo: 'E1', protocol: 'lora' }, 'protocol unknown-protocol'],
    [{ ...good, meterNo: 'E1', protocol: '645', meterAddress: '12A' }, 'meterAddress bad-address'],
    [{ ...good, meterNo: 'E1', protocol: '645' }, 'meterAddress bad-address'],
    [{ ...good, firstReading: '5' }, 'firstReading needs-meter'],
    [{ ...good, meterNo: 'E1', firstReading: '5' }, 'readOn needs-date'],
    [{ ...good, meterNo: 'E1', firstReading: '5', readOn: '2026-02-30' }, 'readOn not-a-date'],
    [{ ...good, meterNo: 'E1', firstReading: '5', readOn: '2026-11-23' }, 'readOn future-date'],
    [{ ...good, meterNo: 'E1', firstReading: '1000000', readOn: '2026-11-22' }, 'firstReading reading-too-large'],
    [{ ...good, meterNo: 'E1', firstReading: '-1', readOn: '2026-11-22' }, 'firstReading out-of-range'],
    [{ ...good, meterNo: 'E1', firstReading: '1.2345', readOn: '2026-11-22' }, 'firstReading not-a-number'],
    [{ ...good, meterNo: 'E1', multiplier: '0' }, 'multiplier out-of-range'],
    [{ ...good, service: '物业', meterNo: 'E1' }, 'meterNo service-without-meter'],
    [{ ...good, customerName: '王'.repeat(61) }, 'customerName too-long'],
  ] as const)('%o is refused: %s', (cells, error) => expect(errorsOf(cells)).toEqual([error]));

  test('all faults of a row are told at once', () => {
    expect(errorsOf({ customerName: '', building: '', service: 'x', householdSize: '?' })).toEqual([
      'customerName required',
      'building required',
      'service unknown-service',
      'householdSize not-a-number',
    ]);
  });
});

test.each([
  ['2026-1-5', '2026-01-05'],
  ['2026/01/05', '2026-01-05'],
  ['2026.1.5', '2026-01-05'],
  ['2026年1月5日', '2026-01-05'],
  ['20260105', '2026-01-05'],
  ['2026-01-05 00:00:00', '2026-01-05'],
  ['5/1/2026', undefined],
  ['2026-13-01', undefined],
])('the date %s is %s', (text, date) => expect(dateOf(text)).toBe(date));
