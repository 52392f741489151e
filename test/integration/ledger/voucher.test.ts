import iconv from 'iconv-lite';
import papaparse from 'papaparse';
import { describe, expect, test } from 'vitest';
import type { VoucherQuery } from '../../../main/modules/ledger/voucher.schema.ts';
import { makeStation, requestId, type TestStation } from '../../support/station.ts';
import { households } from '../cashier/households.ts';

const SPAN = { from: '2026-01-01', to: '2026-12-31' };

/** The whole file, asked for part by part. */
async function fileOf(
  ann: TestStation,
  detail: 'entry' | 'day',
  encoding: 'gb18030' | 'utf-8' = 'gb18030',
  span = SPAN,
) {
  const parts: Buffer[] = [];
  const progress: number[] = [];
  let after: VoucherQuery['after'] = null;
  let debitFen = 0;
  do {
    const chunk = await ann.as('manager').ledger.vouchers({ ...span, detail, encoding, after });
    parts.push(Buffer.from(chunk.base64, 'base64'));
    progress.push(chunk.done);
    debitFen += chunk.debitFen;
    expect(chunk.debitFen).toBe(chunk.creditFen);
    after = chunk.next;
  } while (after !== null);
  const bytes = Buffer.concat(parts);
  const text = iconv.decode(bytes, encoding === 'utf-8' ? 'utf8' : encoding);
  const rows = papaparse.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
  return { rows, debitFen, progress, bytes };
}

const fenOf = (text: string | undefined) => Math.round(Number(text || 0) * 100);
const sumOf = (rows: readonly Record<string, string>[], column: string) =>
  rows.reduce((total, row) => total + fenOf(row[column]), 0);

async function twoMonths() {
  const ann = makeStation({ at: '2026-10-31T10:00:00+08:00' });
  const town = households(ann);
  const { customerId, accountId } = town.household([4550, 2000], '张,伟㐀');
  ann.setClock('2026-11-22T10:00:00+08:00');
  town.bill(accountId, 1000);
  const pay = (paidFen: number) =>
    ann.as('cashier').cashier.takePayment({
      customerId,
      paidFen,
      tenderedFen: paidFen,
      method: 'cash',
      requestId: requestId(),
    });
  await pay(3000);
  await pay(4550);
  return ann;
}

describe('the file for the accountant', () => {
  test('has one row an entry line, numbered within the month, in the accountant’s encoding', async () => {
    await using ann = await twoMonths();
    const { rows, debitFen } = await fileOf(ann, 'entry');
    expect(rows.map((row) => [row.凭证日期, row.凭证号, row.科目代码, row.借方金额, row.贷方金额])).toEqual([
      ['2026-10-31', '1', '1122', '45.50', ''],
      ['2026-10-31', '1', '6001', '', '45.50'],
      ['2026-10-31', '2', '1122', '20.00', ''],
      ['2026-10-31', '2', '6001', '', '20.00'],
      ['2026-11-22', '1', '1122', '10.00', ''],
      ['2026-11-22', '1', '6001', '', '10.00'],
      ['2026-11-22', '2', '1001', '30.00', ''],
      ['2026-11-22', '2', '1122', '', '30.00'],
      ['2026-11-22', '3', '1001', '45.50', ''],
      ['2026-11-22', '3', '1122', '', '45.50'],
    ]);
    expect(rows[0]?.往来单位).toBe('A00001 张,伟㐀');
    expect(debitFen).toBe(15_100);
    const later = await fileOf(ann, 'entry', 'utf-8', { from: '2026-11-22', to: '2026-11-30' });
    expect(later.rows.map((row) => row.凭证号)).toEqual(['1', '1', '2', '2', '3', '3']);
    expect([...later.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  test('summarised has one voucher a day and kind, with the same sums', async () => {
    await using ann = await twoMonths();
    const { rows } = await fileOf(ann, 'day');
    expect(rows.map((row) => [row.凭证日期, row.凭证号, row.摘要, row.科目代码, row.附单据数])).toEqual([
      ['2026-10-31', '1', '开账汇总 2 笔', '1122', '2'],
      ['2026-10-31', '1', '开账汇总 2 笔', '6001', '2'],
      ['2026-11-22', '1', '开账汇总 1 笔', '1122', '1'],
      ['2026-11-22', '1', '开账汇总 1 笔', '6001', '1'],
      ['2026-11-22', '2', '收款汇总 2 笔', '1001', '2'],
      ['2026-11-22', '2', '收款汇总 2 笔', '1122', '2'],
    ]);
    expect([sumOf(rows, '借方金额'), sumOf(rows, '贷方金额')]).toEqual([15_100, 15_100]);
  });

  test('a large span comes in parts that miss and repeat nothing', async () => {
    await using ann = makeStation();
    const town = households(ann);
    const { accountId } = town.household([]);
    for (let i = 0; i < 1003; i++) town.bill(accountId, 100 + i);
    const { rows, progress, debitFen } = await fileOf(ann, 'entry');
    expect(progress).toEqual([1000, 1003]);
    expect(new Set(rows.map((row) => row.来源凭证号)).size).toBe(1003);
    expect(rows).toHaveLength(2006);
    const trial = await ann.as('manager').ledger.trialBalance(SPAN);
    expect(debitFen).toBe(trial.totals.period.debitFen);
    expect(sumOf(rows, '贷方金额')).toBe(debitFen);
  });

  test('uses the accountant’s codes where they are given', async () => {
    await using ann = await twoMonths();
    const manager = ann.as('manager').ledger;
    await manager.setCodeMap({ codes: [{ ledgerCode: '1001', externalCode: '100101', externalName: '现金—柜台' }] });
    const { rows } = await fileOf(ann, 'day');
    expect(rows[4]).toMatchObject({ 科目代码: '100101', 科目名称: '现金—柜台' });
    await manager.setCodeMap({ codes: [{ ledgerCode: '1001', externalCode: '', externalName: '' }] });
    expect((await fileOf(ann, 'day')).rows[4]).toMatchObject({ 科目代码: '1001', 科目名称: '库存现金' });
    await expect(
      manager.setCodeMap({ codes: [{ ledgerCode: '9999', externalCode: '1', externalName: '' }] }),
    ).rejects.toThrow('record.not-found');
    await expect(ann.as('cashier').ledger.setCodeMap({ codes: [] })).rejects.toThrow('permission.denied');
  });
});
