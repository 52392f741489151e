import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findBrowser } from '../../../main/server/browser.ts';
import { createBrowserPdf } from '../../../main/server/pdf.ts';
import type { PdfPrinter } from '../../../main/station.types.ts';
import { makeStation, requestId } from '../../support/station.ts';
import { households } from '../cashier/households.ts';

/** Hands back the page instead of printing it. */
const paperOnly: PdfPrinter = { print: async (html) => new TextEncoder().encode(html) };
const content = (file: { base64: string }) => Buffer.from(file.base64, 'base64').toString('utf8');

async function paidHousehold(pdf: PdfPrinter = paperOnly) {
  const ann = makeStation({ pdf });
  const town = households(ann);
  const { customerId } = town.household([4550, 2000], '张伟 <b>');
  const receipt = await ann.as('cashier').cashier.takePayment({
    customerId,
    paidFen: 105_005,
    tenderedFen: 110_000,
    method: 'cash',
    requestId: requestId(),
  });
  const document = { kind: 'receipt', id: receipt.paymentId as number, lang: 'zh-CN' } as const;
  return { ann, receipt, document, [Symbol.asyncDispose]: () => ann[Symbol.asyncDispose]() };
}

describe('a receipt on paper', () => {
  test('shows who paid what for which bill, the change, the credit and the amount in capitals', async () => {
    await using world = await paidHousehold();
    for (const size of ['A5', 'receipt-80'] as const) {
      const { html } = await world.ann.as('cashier').print.preview({ document: { ...world.document, size } });
      for (const text of [
        'R2026-000001',
        '张伟 &lt;b&gt;',
        '3-2-1',
        'A00001',
        '燃气费',
        '2026-01',
        '45.50',
        '20.00',
        '984.55',
        '1,100.00',
        '49.95',
        '现金',
        '壹仟零伍拾元零伍分',
        'cashier',
        '2026-11-22 09:00:00',
      ])
        expect(html, `${size} ${text}`).toContain(text);
      expect(html).not.toContain('补打');
    }
  });

  test('looking counts nothing, printing and saving do, and from the second copy on it says so', async () => {
    await using world = await paidHousehold();
    const print = world.ann.as('cashier').print;
    const copies = async () =>
      (await world.ann.as('cashier').cashier.receipt({ paymentId: world.receipt.paymentId })).copies;
    await print.preview({ document: world.document });
    expect(await copies()).toBe(0);
    expect((await print.issue({ document: world.document, requestId: requestId() })).html).not.toContain('补打');
    expect((await print.preview({ document: world.document })).html).toContain('补打 第1次');
    expect((await print.issue({ document: world.document, requestId: requestId() })).html).toContain('补打 第1次');
    const third = await print.pdf({ document: { ...world.document, lang: 'en' }, requestId: requestId() });
    expect(third).toMatchObject({ fileName: 'Receipt R2026-000001.pdf', mimeType: 'application/pdf' });
    expect(content(third)).toContain('REPRINT 2');
    expect(await copies()).toBe(3);
  });

  test('a repeated print request counts one copy', async () => {
    await using world = await paidHousehold();
    const request = { document: world.document, requestId: requestId() };
    const print = world.ann.as('cashier').print;
    expect(await print.issue(request)).toEqual(await print.issue(request));
    expect((await print.preview({ document: world.document })).html).toContain('补打 第1次');
  });

  test('a reversed one is void, by whom and why', async () => {
    await using world = await paidHousehold();
    await world.ann
      .as('manager')
      .cashier.reversePayment({ paymentId: world.receipt.paymentId, reason: '金额录错', requestId: requestId() });
    const { html } = await world.ann.as('cashier').print.preview({ document: world.document });
    expect(html).toContain('<div class="mark">作废</div>');
    expect(html).toContain('金额录错');
    const english = await world.ann.as('cashier').print.preview({ document: { ...world.document, lang: 'en' } });
    expect(english.html).toContain('VOID');
  });

  test('says what it said on the day even when the customer is renamed later', async () => {
    await using world = await paidHousehold();
    world.ann.station.db.exec("UPDATE customer SET name = '李娜'");
    const { html } = await world.ann.as('cashier').print.preview({ document: world.document });
    expect(html).toContain('张伟');
  });

  test('is for who may see the counter, and only for a payment that exists', async () => {
    await using world = await paidHousehold();
    await expect(world.ann.as('reader').print.preview({ document: world.document })).rejects.toMatchObject({
      cause: { code: 'permission.denied' },
    });
    await expect(world.ann.as('reader').print.pdf({ document: world.document })).rejects.toMatchObject({
      cause: { code: 'permission.denied' },
    });
    await expect(
      world.ann.as('cashier').print.preview({ document: { ...world.document, id: 99 } }),
    ).rejects.toMatchObject({
      cause: { code: 'record.not-found' },
    });
  });
});

describe('PDF by an installed browser', () => {
  const isReady = findBrowser() !== undefined && spawnSync('pdftotext', ['-v']).error === undefined;
  if (!isReady) console.warn('skipped: PDF text (needs a Chromium-based browser and pdftotext)');

  test.skipIf(!isReady)(
    'a receipt holds its Chinese as text, on one page of its size',
    { timeout: 120_000 },
    async () => {
      await using world = await paidHousehold(createBrowserPdf());
      const folder = mkdtempSync(path.join(tmpdir(), 'stationdesk-test-'));
      try {
        for (const size of ['A5', 'receipt-80'] as const) {
          const file = path.join(folder, `${size}.pdf`);
          const { base64 } = await world.ann
            .as('cashier')
            .print.pdf({ document: { ...world.document, size }, requestId: requestId() });
          writeFileSync(file, Buffer.from(base64, 'base64'));
          const text = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }).stdout;
          for (const word of ['收费收据', 'R2026-000001', '张伟', '燃气费', '壹仟零伍拾元零伍分'])
            expect(text, `${size} ${word}`).toContain(word);
          const info = spawnSync('pdfinfo', [file], { encoding: 'utf8' }).stdout;
          expect(info).toMatch(/Pages:\s+1\n/);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );

  test.skipIf(!isReady)(
    'a month of many buildings breaks between rows and numbers its pages',
    { timeout: 120_000 },
    async () => {
      await using ann = makeStation({ pdf: createBrowserPdf() });
      const town = households(ann);
      for (let i = 1; i <= 70; i++)
        town.bill(town.account(town.customer(), 'gas', `${i}号楼`), 100 * i, { month: '2026-11' });
      const { base64 } = await ann
        .as('manager')
        .print.pdf({ document: { kind: 'monthly', month: '2026-11', service: 'gas', lang: 'zh-CN' } });
      const folder = mkdtempSync(path.join(tmpdir(), 'stationdesk-test-'));
      try {
        const file = path.join(folder, 'monthly.pdf');
        writeFileSync(file, Buffer.from(base64, 'base64'));
        const pages = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
          .stdout.split('\f')
          .slice(0, -1);
        expect(pages.length).toBeGreaterThan(1);
        for (const [i, text] of pages.entries())
          expect(text.replaceAll(' ', '')).toContain(`第${i + 1}页/共${pages.length}页`);
        expect(pages[0]).toContain('燃气费收费月报');
        for (let i = 1; i <= 70; i++) expect(pages.join('\n')).toMatch(new RegExp(`^\\s*${i}号楼`, 'm'));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );

  test('without a browser the refusal says what is missing, and a broken browser is no hang', async () => {
    await expect(createBrowserPdf(() => undefined).print('<p>x</p>', { paper: 'A4' })).rejects.toMatchObject({
      code: 'print.no-browser',
    });
    await expect(createBrowserPdf(() => process.execPath).print('<p>x</p>', { paper: 'A4' })).rejects.toMatchObject({
      code: 'print.failed',
    });
    await expect(createBrowserPdf(() => '/nowhere/chrome').print('<p>x</p>', { paper: 'A4' })).rejects.toMatchObject({
      code: 'print.failed',
    });
  });
});
