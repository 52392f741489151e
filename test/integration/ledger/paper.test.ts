import readXlsxFile from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { makeStation, requestId } from '../../support/station.ts';
import { households } from '../cashier/households.ts';

async function paidHousehold() {
  const ann = makeStation();
  const { customerId, accountId } = households(ann).household([4550, 2000], '=张伟');
  await ann.as('cashier').cashier.takePayment({
    customerId,
    paidFen: 7000,
    tenderedFen: 7000,
    method: 'wechat',
    requestId: requestId(),
  });
  return { ann, accountId, [Symbol.asyncDispose]: () => ann[Symbol.asyncDispose]() };
}
const SPAN = { from: '2026-11-01', to: '2026-11-22' };

describe('the books on paper and as workbooks', () => {
  test('a statement shows opening, every entry, the running balances and the closing', async () => {
    await using world = await paidHousehold();
    const id = world.accountId as number;
    const { html, fileName } = await world.ann
      .as('cashier')
      .print.preview({ document: { kind: 'statement', id, lang: 'zh-CN' } });
    for (const text of ['往来明细账', '期初余额', '45.50', '65.50', '-', '4.50', '期末余额', 'A00001'])
      expect(html).toContain(text);
    expect(fileName).toContain('A00001');
  });

  test('a trial balance and a journal show the same totals, and the cashier is refused both', async () => {
    await using world = await paidHousehold();
    for (const kind of ['trial-balance', 'journal'] as const) {
      const document = { kind, ...SPAN, lang: 'en' } as const;
      const { html } = await world.ann.as('manager').print.preview({ document });
      expect(html).toContain('135.50');
      await expect(world.ann.as('cashier').print.preview({ document })).rejects.toThrow('permission.denied');
      await expect(world.ann.as('cashier').reports.bookExcel({ book: kind, ...SPAN, lang: 'en' })).rejects.toThrow(
        'permission.denied',
      );
    }
  });

  test('the journal as a workbook has one row a line, sums to its totals, and runs no formula', async () => {
    await using world = await paidHousehold();
    const file = await world.ann.as('manager').reports.bookExcel({ book: 'journal', ...SPAN, lang: 'zh-CN' });
    const [sheet] = await readXlsxFile(Buffer.from(file.base64, 'base64'));
    const rows = sheet?.data.slice(2) ?? [];
    const lines = rows.slice(0, -1);
    const sum = (column: number) => lines.reduce((total, row) => total + Math.round(Number(row[column] ?? 0) * 100), 0);
    expect(lines).toHaveLength(7);
    expect([sum(7), sum(8)]).toEqual([13_550, 13_550]);
    expect(rows.at(-1)?.slice(7, 9)).toEqual([135.5, 135.5]);
    expect(lines.some((row) => String(row[6]).includes('=张伟') && !String(row[6]).startsWith('='))).toBe(true);
  });
});
