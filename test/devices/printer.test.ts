import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemTimers } from '../../main/devices/link/timers.ts';
import type { PrintJob } from '../../main/devices/ports.ts';
import { escPos } from '../../main/devices/printer-escpos/builder.ts';
import { createCommandParser } from '../../main/devices/printer-escpos/commands.ts';
import { createEscPosPrinter } from '../../main/devices/printer-escpos/driver.ts';
import { explainEscPos } from '../../main/devices/printer-escpos/explain.ts';
import { jobBytes } from '../../main/devices/printer-escpos/job.ts';
import { PrinterProfile } from '../../main/devices/printer-escpos/profile.schema.ts';
import { createPrinterSim, type PrinterSim } from '../../main/devices/printer-escpos/sim.ts';
import { columnsOf, row, wrap } from '../../main/devices/printer-escpos/text.ts';
import { startPrinterSim } from '../../main/devices/simulators.ts';
import { createTransport } from '../../main/devices/transport/index.ts';
import { createMemoryTransport } from '../../main/devices/transport/memory.ts';
import { runSimulator } from '../../main/devices/transport/simulator.ts';
import { makePtyPair, noSocat, serialLink, until } from '../support/devices.ts';

const profile = (change: Partial<PrinterProfile> = {}) => PrinterProfile.parse(change);

/** What a job looks like on paper. */
function printed(job: PrintJob, change: Partial<PrinterProfile> = {}): PrinterSim {
  const set = profile(change);
  const sim = createPrinterSim({ timers: systemTimers, columns: set.columns });
  sim.create(() => true).onData(jobBytes(job, set));
  return sim;
}

const RECEIPT: PrintJob = {
  items: [
    { kind: 'text', text: '收费收据', align: 'center', isBold: true, isLarge: true },
    { kind: 'row', left: '电费 2026-11', right: '¥128.50' },
    { kind: 'row', left: '液化石油气十五公斤送货上门满瓶换空瓶', right: '1,286.00' },
    { kind: 'rule' },
    { kind: 'text', text: '谢谢', align: 'right' },
    { kind: 'qr', text: '票号 R-1' },
    { kind: 'barcode', text: 'R{1' },
  ],
  opensDrawer: true,
};

describe('a job on paper', () => {
  test('stands in two columns a Chinese character, with money at the edge', () => {
    expect(printed(RECEIPT, { columns: 32 }).lines()).toEqual(
      [
        '        收费收据',
        '电费 2026-11            ￥128.50',
        '液化石油气十五公斤送货',
        '上门满瓶换空瓶          1,286.00',
        '-'.repeat(32),
        '                            谢谢',
        '',
        '',
      ].map((line, i) => (i >= 6 ? ' '.repeat(16) : line)),
    );
  });

  test('opens the drawer first, then prints square and bars, and is cut', () => {
    const events = printed(RECEIPT).events.filter((event) => event.kind !== 'line');
    expect(events).toEqual([
      { kind: 'drawer', pin: 2, onMs: 100, offMs: 500 },
      { kind: 'qr', text: '票号 R-1' },
      { kind: 'barcode', text: 'R{1' },
      { kind: 'cut', how: 'partial' },
    ]);
    expect(printed(RECEIPT, { drawer: 'pin-5', cut: 'none' }).events.map(({ kind }) => kind)).not.toContain('cut');
    expect(printed(RECEIPT, { drawer: 'none' }).events.map(({ kind }) => kind)).not.toContain('drawer');
  });

  test('a name with commands in it prints as a name', () => {
    const sim = printed({ items: [{ kind: 'text', text: '张\u001bp\u00002\u00fa伟\u0010\u0014\u0001' }] });
    expect(sim.events.map(({ kind }) => kind)).toEqual(['line', 'cut']);
  });

  test('a GBK printer gets a question mark for a rare character', () => {
    const job: PrintJob = { items: [{ kind: 'text', text: '王𬭼' }] };
    expect(printed(job, { encoding: 'gbk' }).lines()).toEqual(['王？']);
    expect(printed(job).lines()).toEqual(['王𬭼']);
  });

  test('is the same when its bytes come one by one', () => {
    const sim = createPrinterSim({ timers: systemTimers });
    const device = sim.create(() => true);
    for (const byte of jobBytes(RECEIPT, profile())) device.onData(Uint8Array.of(byte));
    expect(sim.events).toEqual(printed(RECEIPT).events);
  });

  test('the settings of one job do not reach into the next', () => {
    const bytes = escPos(profile()).init().bytes();
    expect([...bytes]).toEqual([0x1b, 0x40, 0x1c, 0x26]);
  });

  test('no line is wider than the paper, no letter of money is lost, whatever the texts', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '水', '￥', '1', '，', '\n') });
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 99_999_999 }), fc.constantFrom(32, 42, 48), (left, money, width) => {
        const right = (money / 100).toFixed(2);
        for (const line of wrap(left, width)) expect(columnsOf(line)).toBeLessThanOrEqual(width);
        const lines = row(left, right, width);
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(width);
        expect(columnsOf(lines.at(-1) ?? '')).toBe(width);
        expect(lines.at(-1)?.endsWith(right)).toBe(true);
        const bare = (lines: readonly string[]) => lines.join('').replace(/\s/g, '');
        expect(bare(lines)).toBe(bare([left, right]));
      }),
    );
  });
});

describe('bytes said to a printer', () => {
  test('mean the same in whatever pieces they come, and rubbish breaks nothing', () => {
    const bytes = fc.oneof(
      fc.constantFrom(jobBytes(RECEIPT, profile()), jobBytes(RECEIPT, profile({ cut: 'full', encoding: 'gbk' }))),
      fc.uint8Array({ maxLength: 200 }),
    );
    const joined = (parts: readonly Uint8Array[]) => {
      const parser = createCommandParser();
      const said = parts.flatMap((part) => parser.push(part));
      return { commands: said.filter(({ kind }) => kind !== 'text'), pending: parser.pending() };
    };
    fc.assert(
      fc.property(bytes, fc.integer({ min: 1, max: 40 }), (whole, size) => {
        const count = Math.ceil(whole.length / size);
        const parts = Array.from({ length: count }, (_, i) => whole.subarray(i * size, (i + 1) * size));
        expect(joined(parts)).toEqual(joined([whole]));
        expect(() => explainEscPos(whole)).not.toThrow();
      }),
    );
  });
});

let wires = 0;

async function connected(change: Partial<PrinterProfile> = {}) {
  const name = `printer-${wires++}`;
  const sim = startPrinterSim({ link: { type: 'memory', name } });
  const printer = createEscPosPrinter({
    transport: createMemoryTransport(name),
    timers: systemTimers,
    now: Date.now,
    profile: profile(change),
  });
  onTestFinished(async () => {
    await printer.stop();
    await sim[Symbol.asyncDispose]();
  });
  printer.start();
  await until(printer.status, ({ state }) => state === 'open', 'an open printer');
  return { sim, printer };
}

describe('a printer', () => {
  test.each([
    ['no-paper', 'printer.no-paper'],
    ['cover-open', 'printer.cover-open'],
    ['offline', 'printer.stopped'],
    ['silent', 'printer.silent'],
  ] as const)('with %s refuses with its reason and prints nothing later', async (fault, code) => {
    const { sim, printer } = await connected();
    sim.fault = fault;
    await expect(printer.check()).rejects.toMatchObject({ code });
    await expect(printer.print(RECEIPT)).rejects.toMatchObject({ code });
    sim.fault = undefined;
    await printer.print({ items: [{ kind: 'text', text: '二' }] });
    expect(sim.lines()).toEqual(['二']);
    expect(printer.status().problem).toBeNull();
  });

  test('whose roll ends in the middle says so, and finishes what it has when there is paper', async () => {
    const { sim, printer } = await connected();
    sim.linesLeft = 2;
    await expect(printer.print(RECEIPT)).rejects.toMatchObject({ code: 'printer.unfinished' });
    expect(sim.lines()).toHaveLength(2);
    expect(printer.status().problem?.code).toBe('no-paper');
    sim.linesLeft = 100;
    sim.fault = undefined;
    expect(sim.events.at(-1)).toEqual({ kind: 'cut', how: 'partial' });
  });

  test('with little paper prints and says so', async () => {
    const { sim, printer } = await connected();
    sim.fault = 'paper-low';
    await printer.print(RECEIPT);
    expect(printer.status().problem?.code).toBe('paper-low');
  });

  test('that answers nothing by nature prints all the same', async () => {
    const { sim, printer } = await connected({ answersStatus: false });
    sim.fault = 'silent';
    await printer.print({ items: [{ kind: 'text', text: '一' }] });
    await until(sim.lines, (lines) => lines.length === 1, 'a line');
  });

  test('that was unplugged refuses at once', async () => {
    const { sim, printer } = await connected();
    await sim.unplug();
    await until(printer.status, ({ state }) => state === 'lost', 'a lost printer');
    await expect(printer.print(RECEIPT)).rejects.toMatchObject({ code: expect.stringMatching(/^device\./) });
  });

  test('takes long jobs in pieces of 512 bytes at most, and waits while it says XOFF', async () => {
    const name = `printer-${wires++}`;
    const pieces: number[] = [];
    let speak: (bytes: Uint8Array) => boolean = () => false;
    const run = runSimulator(createMemoryTransport(name, 'far'), systemTimers, (say) => {
      speak = say;
      return {
        onData(bytes) {
          pieces.push(bytes.length);
          if (pieces.length === 1) {
            say(Uint8Array.of(0x13));
          }
        },
      };
    });
    const printer = createEscPosPrinter({
      transport: { ...createMemoryTransport(name), byteMs: 0.05 },
      timers: systemTimers,
      now: Date.now,
      profile: profile({ answersStatus: false }),
    });
    onTestFinished(async () => {
      await printer.stop();
      await run[Symbol.asyncDispose]();
    });
    printer.start();
    await until(printer.status, ({ state }) => state === 'open', 'an open printer');
    let isDone = false;
    const job = printer.print({ items: [{ kind: 'text', text: '水'.repeat(700) }] }).then(() => {
      isDone = true;
    });
    await until(printer.status, ({ statistics }) => statistics.bytesIn === 1, 'XOFF heard');
    expect(isDone).toBe(false);
    expect(pieces).toEqual([512]);
    speak(Uint8Array.of(0x11));
    await job;
    expect(Math.max(...pieces)).toBe(512);
    expect(pieces.length).toBe(3);
  });
});

describe.skipIf(noSocat)('a printer on a real serial port', () => {
  test('prints, and nothing old comes out when the cable is back', async () => {
    await using pair = await makePtyPair();
    await using sim = startPrinterSim({ link: serialLink(pair.far), columns: 32 });
    const link = serialLink(pair.near, { baud: 115_200 });
    const printer = createEscPosPrinter({
      transport: createTransport(link),
      timers: systemTimers,
      now: Date.now,
      profile: profile({ columns: 32 }),
    });
    onTestFinished(() => printer.stop());
    printer.start();
    await until(printer.status, ({ state, statistics }) => state === 'open' && statistics.answers >= 3, 'a printer');
    await printer.print(RECEIPT);
    expect(sim.lines()[1]).toBe('电费 2026-11            ￥128.50');
    // serialport misses a hang-up in the very millisecond of the last byte, until it writes again.
    await sleep(200);
    await pair.unplug();
    await until(printer.status, ({ state }) => state === 'lost' || state === 'opening', 'a lost printer');
    await expect(printer.print(RECEIPT)).rejects.toMatchObject({ code: expect.stringMatching(/^device\./) });
    const before = sim.events.length;
    await pair.replug();
    await until(printer.status, ({ state }) => state === 'open', 'open again');
    await expect
      .poll(
        () =>
          printer.check().then(
            () => 'fit',
            (error: { code: string }) => error.code,
          ),
        { timeout: 10_000 },
      )
      .toBe('fit');
    expect(sim.events.length).toBe(before);
  });
});
