import { type ErrorCode, isStationError } from '../shared/error-codes.ts';
import { usualProfile } from './config.schema.ts';
import { isUp } from './link/link.ts';
import type { Timers } from './link/timers.ts';
import type { MeterBus } from './meter-bus.ts';
import type { GsmModem } from './modem-gsm/driver.ts';
import type { DeviceProblem, ProbeOptions, ProbeResult, ScalePort, ScannerPort, ScanReading } from './ports.ts';
import type { EscPosPrinter } from './printer-escpos/driver.ts';
import { TEST_PAGE } from './printer-escpos/test-page.ts';
import type { RunningDevice } from './registry.ts';

/** A test of one device: opens it, looks what comes, and says what is wrong. */
export interface ProbeTools {
  readonly timers: Timers;
  readonly now: () => number;
}

const OPEN_WITHIN_MS = 12_000;
/** A scale sends several times a second; two seconds show whether it does. */
const LISTEN_MS = 2000;
/** Long enough to reach for something with a code on it. */
const SCAN_WITHIN_MS = 15_000;

type Finding = Omit<ProbeResult, 'statistics'>;
const NOTHING: Finding = {
  problem: null,
  meters: [],
  isCrowded: false,
  registers: null,
  weight: null,
  modem: null,
  sent: null,
  isPrinted: false,
  scan: null,
};

/** The device must have been started. Never rejects for what is wrong with a device, but for a message not sent. */
export async function probeDevice(
  device: RunningDevice,
  options: ProbeOptions,
  tools: ProbeTools,
): Promise<ProbeResult> {
  const problem = await whenOpen(device, tools, options.signal);
  const { port } = device;
  const look = (): Promise<Finding> => {
    if (port.kind === 'scale') return listen(device, port.scale, tools, options.signal);
    if (port.kind === 'printer') return printTest(port.printer);
    if (port.kind === 'scanner') return awaitScan(port.scanner, tools, options.signal);
    return port.kind === 'modem' ? ring(port.modem, options, tools) : call(port.bus, options, tools);
  };
  const finding = problem ? { ...NOTHING, problem } : await look();
  return { ...finding, statistics: device.status().statistics };
}

function whenOpen(
  device: RunningDevice,
  { timers, now }: ProbeTools,
  signal?: AbortSignal,
): Promise<DeviceProblem | null> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      cancel();
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    const onAbort = () => finish(() => reject(signal?.reason));
    const look = () => {
      const { state, problem } = device.status();
      if (isUp(state)) finish(() => resolve(null));
      else if (state === 'lost' || state === 'closed')
        finish(() => resolve(problem ?? { code: 'other', detail: state, at: now() }));
    };
    const cancel = timers.after(OPEN_WITHIN_MS, () =>
      finish(() => resolve({ code: 'other', detail: 'the port does not open', at: now() })),
    );
    signal?.addEventListener('abort', onAbort);
    device.onStatus(look);
    look();
  });
}

async function call(bus: MeterBus, { meter, signal }: ProbeOptions, tools: ProbeTools): Promise<Finding> {
  try {
    const { found, isCrowded } = meter
      ? { found: [{ protocol: meter.protocol, address: meter.address, line: meter.line }], isCrowded: false }
      : await bus.whoIsThere(signal);
    const [only] = found;
    if (isCrowded || found.length > 1 || only === undefined) {
      const code = found.length > 0 ? null : isCrowded ? 'garbage' : 'no-answer';
      return { ...NOTHING, meters: found, isCrowded, problem: code && { code, detail: '', at: tools.now() } };
    }
    const target = meter ?? { ...only, profile: usualProfile(only.protocol) };
    const registers = await bus.readMeter(target, { withTou: true, priority: 'interactive', signal });
    return { ...NOTHING, meters: [only], registers };
  } catch (error) {
    if (!isStationError(error)) throw error;
    return {
      ...NOTHING,
      problem: { code: PROBLEM_CODES[error.code] ?? 'other', detail: error.message, at: tools.now() },
    };
  }
}

/** Card, network and signal; and a message, where one is to be sent. What refuses the message is told as it is. */
async function ring(modem: GsmModem, { message, signal }: ProbeOptions, tools: ProbeTools): Promise<Finding> {
  const info = await modem.look();
  if (!info) return { ...NOTHING, problem: { code: 'no-answer', detail: '', at: tools.now() } };
  const sent = message ? await modem.send(message.to, message.text, { ...(signal && { signal }) }) : null;
  return { ...NOTHING, modem: info, sent };
}

/** What keeps the page from being printed is told as it is. */
async function printTest(printer: EscPosPrinter): Promise<Finding> {
  await printer.print(TEST_PAGE);
  return { ...NOTHING, isPrinted: true };
}

async function awaitScan(scanner: ScannerPort, { timers, now }: ProbeTools, signal?: AbortSignal): Promise<Finding> {
  let finish = () => {};
  const scan = await new Promise<ScanReading | null>((resolve, reject) => {
    const cancel = timers.after(SCAN_WITHIN_MS, () => resolve(null));
    const stop = scanner.onScan(resolve);
    const onAbort = () => reject(signal?.reason);
    signal?.addEventListener('abort', onAbort);
    finish = () => {
      cancel();
      stop();
      signal?.removeEventListener('abort', onAbort);
    };
  }).finally(() => finish());
  return scan ? { ...NOTHING, scan } : { ...NOTHING, problem: { code: 'no-answer', detail: '', at: now() } };
}

const PROBLEM_CODES: Readonly<Partial<Record<ErrorCode, DeviceProblem['code']>>> = {
  'device.no-answer': 'no-answer',
  'device.garbage': 'garbage',
  'device.meter-error': 'refused',
  'device.meter-no-data': 'refused',
  'device.meter-not-authorised': 'refused',
  'device.bad-data': 'bad-data',
  'device.unplugged': 'unplugged',
  'device.port-missing': 'port-missing',
};

async function listen(
  device: RunningDevice,
  scale: ScalePort,
  { timers, now }: ProbeTools,
  signal?: AbortSignal,
): Promise<Finding> {
  const before = device.status().statistics;
  await new Promise<void>((resolve, reject) => {
    const cancel = timers.after(LISTEN_MS, resolve);
    signal?.addEventListener('abort', () => {
      cancel();
      reject(signal.reason);
    });
  });
  const { statistics, problem } = device.status();
  const weight = scale.latest();
  if (statistics.answers > before.answers && weight) return { ...NOTHING, weight };
  if (problem) return { ...NOTHING, problem };
  const code = statistics.bytesIn === before.bytesIn ? 'no-answer' : 'garbage';
  return { ...NOTHING, problem: { code, detail: '', at: now() } };
}
