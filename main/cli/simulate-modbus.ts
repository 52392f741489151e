import { type Command, Option } from 'commander';
import { USUAL_LINES } from '../devices/config.schema.ts';
import { MODBUS_PRESETS, presetNamed } from '../devices/meter-modbus/presets.schema.ts';
import { type ModbusFault, startModbusSim } from '../devices/simulators.ts';
import { EXIT, emit } from './cli-context.ts';
import { openLine, type SimulatedLine, tellNews } from './simulated-line.ts';

const FAULTS: readonly ModbusFault[] = [
  'silent',
  'garbage',
  'bad-crc',
  'late',
  'half-frame',
  'other-unit',
  'busy',
  'no-gaps',
];

interface ModbusOptions extends SimulatedLine {
  readonly model: string;
  readonly unit: string;
  readonly total: string;
  readonly voltage: string;
  readonly power: string;
  readonly fault?: ModbusFault;
}

export function addModbusOptions(command: Command): Command {
  const models = MODBUS_PRESETS.map(({ id }) => id);
  return command
    .addOption(new Option('--model <id>', 'its register map').choices(models).default('sdm630'))
    .option('--unit <number>', 'its address, 1 to 247', '1')
    .option('--total <kWh>', 'what its counter shows', '12345.67')
    .option('--voltage <V>', 'on every phase', '230.2')
    .option('--power <W>', 'negative where it flows back', '-1150.5')
    .addOption(new Option('--fault <name>', 'what goes wrong').choices(FAULTS));
}

export async function runModbus({
  model,
  unit,
  total,
  voltage,
  power,
  fault,
  ...wire
}: ModbusOptions): Promise<number> {
  await using line = await openLine(wire);
  const meter = {
    unit: Number(unit),
    registers: presetNamed(model)?.registers ?? [],
    values: { total, power, voltageA: voltage, voltageB: voltage, voltageC: voltage, frequency: '50.02' },
    fault,
  };
  const link = { type: 'serial' as const, path: line.path, ...USUAL_LINES.modbus };
  await using sim = startModbusSim({ link, meters: [meter] });
  await tellNews(sim.requests, (request) => emit(wire, { request }, request));
  return EXIT.done;
}
