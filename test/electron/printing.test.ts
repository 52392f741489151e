import { expect, test } from 'vitest';
import { createWindowPdf, type PrintingParts } from '../../main/electron/printing.ts';
import { FakeSession, FakeWindow } from './fake-electron.ts';

function printer(of: { print?: () => Promise<Uint8Array>; timeoutMs?: number } = {}) {
  const session = new FakeSession();
  const windows: FakeWindow[] = [];
  const pdf = createWindowPdf({
    session,
    timeoutMs: of.timeoutMs,
    makeWindow(options: unknown) {
      const window = new FakeWindow(options);
      if (of.print) window.webContents.print = of.print;
      windows.push(window);
      return window;
    },
  } as unknown as PrintingParts);
  const page = async () => session.handlers.get('app')?.(new Request('app://stationdesk/document.html'));
  return { pdf, session, windows, page };
}

test('a document becomes a PDF by its own @page rule in a window that runs and fetches nothing', async () => {
  const { pdf, windows, session } = printer();
  expect(await pdf.print('<p>账单</p>', { paper: 'A4' })).toEqual(new Uint8Array([37, 80, 68, 70]));
  const [window] = windows;
  expect(window?.options).toEqual({
    show: false,
    webPreferences: {
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      javascript: false,
      session,
    },
  });
  expect(window?.webContents.printed).toEqual({ preferCSSPageSize: true, printBackground: true });
  expect(window?.gone).toBe(true);
  expect(session.check?.(null, 'media')).toBe(false);
});

test('the window is handed the document, and a policy that lets it reach no address', async () => {
  const shown: (string | undefined)[] = [];
  const made = printer({
    print: async () => {
      const answer = await made.page();
      shown.push(await answer?.text(), answer?.headers.get('content-security-policy') ?? undefined);
      return new Uint8Array();
    },
  });
  await made.pdf.print('<p>户号 1001</p>', { paper: 'A4' });
  expect(shown).toEqual([
    '<p>户号 1001</p>',
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:",
  ]);
});

test('documents are printed one after the other, each its own', async () => {
  const shown: (string | undefined)[] = [];
  let open = 0;
  const made = printer({
    print: async () => {
      open++;
      expect(open).toBe(1);
      shown.push(await (await made.page())?.text());
      open--;
      return new Uint8Array();
    },
  });
  await Promise.all(['a', 'b', 'c'].map((html) => made.pdf.print(html, { paper: 'A4' })));
  expect(shown).toEqual(['a', 'b', 'c']);
  expect(made.windows.every((window) => window.gone)).toBe(true);
});

test('a print that fails is refused in words, its window is gone, and the next one works', async () => {
  let isBroken = true;
  const { pdf, windows } = printer({
    print: async () => {
      if (isBroken) throw new Error('Failed to generate PDF');
      return new Uint8Array([1]);
    },
  });
  await expect(pdf.print('x', { paper: 'A4' })).rejects.toMatchObject({
    code: 'print.failed',
    params: { reason: 'Failed to generate PDF' },
  });
  expect(windows[0]?.gone).toBe(true);
  isBroken = false;
  expect(await pdf.print('y', { paper: 'A4' })).toEqual(new Uint8Array([1]));
});

test('a print that never ends is given up and its window destroyed', async () => {
  const { pdf, windows } = printer({ print: () => new Promise(() => undefined), timeoutMs: 20 });
  await expect(pdf.print('x', { paper: 'A4' })).rejects.toMatchObject({ code: 'print.failed' });
  expect(windows[0]?.gone).toBe(true);
});
