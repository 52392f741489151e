import { createInterface } from 'node:readline';
import { type Command, Option } from 'commander';
import { usualSerial } from '../devices/config.schema.ts';
import { SCALE_SIMULATORS, type ScaleFault, type ScaleSimStart, startScaleSim } from '../devices/simulators.ts';
import { untilStopped } from '../server/serve-station.ts';
import { StationError } from '../shared/error-codes.ts';
import { parseScaled } from '../shared/money.ts';
import { EXIT } from './cli-context.ts';
import { openLine, type SimulatedLine } from './simulated-line.ts';

export function addScaleOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--model <name>', 'what it sends').choices([...SCALE_SIMULATORS.keys()]).default('yaohua-tF0'),
    )
    .option('--weight <kg>', 'the load', '16.48')
    .addOption(new Option('--unit <name>', 'what it shows').choices(['kg', 'g', 'lb']).default('kg'))
    .option('--moving', 'the load swings')
    .option('--asked', 'sends only when it is asked')
    .addOption(new Option('--fault <name>', 'what goes wrong').choices(['overload', 'noise', 'silence']));
}

interface ScaleOptions extends SimulatedLine {
  readonly model: string;
  readonly weight: string;
  readonly unit: 'kg' | 'g' | 'lb';
  readonly moving?: boolean;
  readonly asked?: boolean;
  readonly fault?: ScaleFault;
}

export async function runScale(options: ScaleOptions): Promise<number> {
  await using line = await openLine(options);
  const model = SCALE_SIMULATORS.get(options.model);
  if (!model) throw new StationError('input.invalid', { field: 'model', reason: options.model });
  const { unit, asked: isAsked = false } = options;
  const link = { type: 'serial' as const, path: line.path, ...usualSerial('scale-text') };
  await using scale = startScaleSim({ ...model, link, unit, isAsked } as ScaleSimStart);
  scale.fault = options.fault;
  scale.setStable(!options.moving);
  scale.setWeight(gramsOf(options.weight));
  const typed = createInterface({ input: process.stdin }).on('line', (text) => {
    if (/^ *[+-]?[\d.]+ *$/.test(text)) scale.setWeight(gramsOf(text));
  });
  await untilStopped();
  typed.close();
  return EXIT.done;
}

function gramsOf(text: string): number {
  try {
    return parseScaled(text.trim(), 3);
  } catch {
    throw new StationError('input.invalid', { field: 'weight', reason: text });
  }
}
