import { createInterface } from 'node:readline';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { usualSerial } from '../devices/config.schema.ts';
import { type PrinterEvent, type PrinterFault, startPrinterSim, startScannerSim } from '../devices/simulators.ts';
import { untilStopped } from '../server/serve-station.ts';
import { EXIT, emit, guarded } from './cli-context.ts';
import { openLine, type SimulatedLine, tellNews } from './simulated-line.ts';

const FAULTS: readonly PrinterFault[] = ['no-paper', 'cover-open', 'offline', 'paper-low', 'silent'];

/** What stands on a cashier's counter: the receipt printer and the scanner. */
export function addCounterDevices(simulate: Command, wired: (command: Command) => Command): void {
  wired(simulate.command('printer').description('an ESC/POS receipt printer; what comes out is printed here'))
    .addOption(new Option('--columns <number>', 'its width').choices(['32', '42', '48']).default('48'))
    .option('--lines-left <number>', 'the roll ends after so many lines', wholeNumber)
    .addOption(new Option('--fault <name>', 'what goes wrong').choices(FAULTS))
    .action(guarded(runPrinter));
  wired(simulate.command('scanner').description('a barcode scanner; a line typed here is scanned'))
    .option('--code <text>', 'scanned at once when the station listens')
    .option('--prefix <text>', 'AIM prefix, as "]C0"', '')
    .action(guarded(runScanner));
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is expected');
  return value;
}

interface PrinterOptions extends SimulatedLine {
  readonly columns: string;
  readonly linesLeft?: number;
  readonly fault?: PrinterFault;
}

async function runPrinter(options: PrinterOptions): Promise<number> {
  await using line = await openLine(options);
  const link = { type: 'serial' as const, path: line.path, ...usualSerial('escpos') };
  await using printer = startPrinterSim({ link, columns: Number(options.columns) });
  printer.fault = options.fault;
  if (options.linesLeft !== undefined) printer.linesLeft = options.linesLeft;
  await tellNews(printer.events, (event) => emit(options, event, words(event)));
  return EXIT.done;
}

function words(event: PrinterEvent): string {
  switch (event.kind) {
    case 'line':
      return event.text;
    case 'drawer':
      return `[drawer: pin ${event.pin}, ${event.onMs} ms]`;
    case 'cut':
      return `[cut: ${event.how}]`;
    default:
      return `[${event.kind}: ${event.text}]`;
  }
}

interface ScannerOptions extends SimulatedLine {
  readonly code?: string;
  readonly prefix: string;
}

const SHOW_EVERY_MS = 200;

async function runScanner({ code, prefix, ...options }: ScannerOptions): Promise<number> {
  await using line = await openLine(options);
  const link = { type: 'serial' as const, path: line.path, ...usualSerial('serial-scanner') };
  await using scanner = startScannerSim({ link });
  const show = setInterval(() => {
    if (code === undefined || scanner.scan(code, { prefix })) clearInterval(show);
  }, SHOW_EVERY_MS);
  const typed = createInterface({ input: process.stdin }).on('line', (text) => {
    if (text !== '') scanner.scan(text, { prefix });
  });
  await untilStopped();
  clearInterval(show);
  typed.close();
  return EXIT.done;
}
