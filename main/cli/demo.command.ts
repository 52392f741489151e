import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { createDeviceHost } from '../devices/host.ts';
import { buildDemo, type DemoStep } from '../seeds/demo.ts';
import { DEMO_LOGINS } from '../seeds/demo-logins.ts';
import { createBrowserPdf } from '../server/pdf.ts';
import { serveStation, untilStopped } from '../server/serve-station.ts';
import { openStation } from '../station.ts';
import { EXIT, guarded } from './cli-context.ts';

interface Options {
  readonly data?: string;
  readonly accounts: string;
  readonly port: string;
  readonly exit?: boolean;
  readonly json?: boolean;
}

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('make a demo station: meters read, month billed, one payment taken; then serve it')
    .option('--data <folder>', 'keep the station in this folder; a temporary one by default')
    .option('--accounts <number>', 'households', '60')
    .option('--port <number>', 'port; a free one by default', '0')
    .option('--exit', 'stop after the lines')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', '\nExample: npm run demo -- --accounts 500 --data /tmp/my-demo')
    .action(guarded(runDemo));
}

async function runDemo(options: Options): Promise<number> {
  const accounts = Number(options.accounts);
  if (!Number.isInteger(accounts) || accounts < 1 || accounts > 100_000) {
    process.stderr.write('--accounts takes a whole number from 1 to 100000\n');
    return EXIT.usage;
  }
  const folder = options.data ?? mkdtempSync(path.join(tmpdir(), 'stationdesk-demo-'));
  const say = (line: string) => {
    if (!options.json) process.stdout.write(`${line}\n`);
  };
  const report = (error: unknown) => process.stderr.write(`${(error as Error)?.stack ?? error}\n`);
  const steps: DemoStep[] = [];
  await using station = openStation({
    folder,
    makeDevices: createDeviceHost,
    pdf: createBrowserPdf(),
    onError: report,
  });
  say(`Stationdesk demo station in ${folder}`);
  await using demo = await buildDemo(station, {
    accounts,
    onStep: (step) => {
      steps.push(step);
      say(
        `${String(steps.length).padStart(3)}  ${step.name.padEnd(22)} ${`${Math.round(step.ms)} ms`.padStart(9)}  ${step.detail}`,
      );
    },
  });
  if (options.json) process.stdout.write(`${JSON.stringify({ folder, wire: demo.wire, steps })}\n`);
  if (options.exit) return EXIT.done;
  await using served = await serveStation(station, { port: Number(options.port), isLan: false, onError: report });
  say(`\nOpen ${served.address}  (Ctrl+C ends it)`);
  for (const login of DEMO_LOGINS) say(`  ${login.loginName.padEnd(10)} ${login.password.padEnd(16)} ${login.title}`);
  await untilStopped();
  return EXIT.done;
}
