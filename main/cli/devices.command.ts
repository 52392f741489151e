import type { Command } from 'commander';
import { DECODERS, decoderNamed } from '../devices/decode.ts';
import { createDeviceHost } from '../devices/host.ts';
import { WEIGHT_STALE_MS, type WeightReading } from '../devices/ports.ts';
import { pollMeters } from '../modules/readings/index.ts';
import { StationError } from '../shared/error-codes.ts';
import { formatKilograms } from '../shared/quantity.ts';
import { type OpenStation, openStation } from '../station.ts';
import { cliActor, EXIT, emit, guarded } from './cli-context.ts';

export function addDeviceCommands(program: Command): void {
  program
    .command('read')
    .description("read the station's meters over their wires and record the readings")
    .requiredOption('--data <folder>', 'data folder of the station')
    .option('--bus <id>', 'only the meters of one bus')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', '\nExample: npm run -s cli -- read --data /srv/station --bus 1')
    .action(
      guarded(async (options: { data: string; bus?: string; json?: boolean }) => {
        await using station = openWithDevices(options.data);
        const result = await pollMeters(station, cliActor(), options.bus ? { busId: Number(options.bus) } : {});
        const failures = result.failed.map((f) => `  ${f.meterNo}: ${f.code}`);
        emit(
          options,
          result,
          [`read ${result.read} of ${result.total} meters, ${result.doubtful} doubtful`, ...failures].join('\n'),
        );
        return result.failed.length > 0 ? EXIT.refused : EXIT.done;
      }),
    );
  program
    .command('weigh')
    .description('wait for a stable weight and print it')
    .requiredOption('--data <folder>', 'data folder of the station')
    .requiredOption('--device <id>', 'the scale')
    .option('--seconds <number>', 'how long to wait', '10')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', '\nExample: npm run -s cli -- weigh --data /srv/station --device 2')
    .action(
      guarded(async (options: { data: string; device: string; seconds: string; json?: boolean }) => {
        await using station = openWithDevices(options.data);
        const weight = await stableWeight(station, Number(options.device), Number(options.seconds) * 1000);
        emit(options, weight, `${formatKilograms(weight.weightGrams)} kg ${weight.isNet ? 'net' : 'gross'}`);
        return undefined;
      }),
    );
  program
    .command('decode <protocol> <hex>')
    .description(`explain the bytes of a frame: ${DECODERS.join(', ')}`)
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      '\nExample: npm run -s cli -- decode dlt645-2007 "68 12 90 78 56 34 12 68 91 08 33 33 34 33 89 67 45 33 54 16"',
    )
    .action(
      guarded((protocol: string, hex: string, options: { json?: boolean }) => {
        const explain = decoderNamed(protocol);
        if (!explain) throw new StationError('input.invalid', { field: 'protocol', reason: protocol });
        const explained = explain(bytesOf(hex));
        emit(options, explained, JSON.stringify(explained, null, 2));
        return 'error' in explained && explained.error ? EXIT.refused : EXIT.done;
      }),
    );
}

function openWithDevices(folder: string): OpenStation {
  const station = openStation({ folder, makeDevices: createDeviceHost });
  station.devices.reload();
  return station;
}

function bytesOf(hex: string): Uint8Array {
  const digits = hex.replace(/[\s,:-]|0x/gi, '');
  if (!/^([0-9a-f]{2})+$/i.test(digits)) throw new StationError('input.invalid', { field: 'hex', reason: hex });
  return Uint8Array.from(Buffer.from(digits, 'hex'));
}

/** The next stable, fresh, not overloaded weight; refuses 'device.no-weight' when none comes in time. */
function stableWeight(station: OpenStation, deviceId: number, waitMs: number): Promise<WeightReading> {
  const scale = station.devices.scale(deviceId);
  if (!scale) throw new StationError('record.not-found', { kind: 'scale', id: deviceId });
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      unsubscribe();
      settle();
    };
    const timer = setTimeout(
      () =>
        finish(() =>
          reject(
            new StationError('device.no-weight', {
              seconds: Math.round(waitMs / 1000),
              state: scale.status().problem?.code ?? scale.status().state,
            }),
          ),
        ),
      waitMs,
    );
    const unsubscribe = scale.onReading((reading) => {
      const isUsable = reading.isStable && !reading.isOverloaded && station.clock.now() - reading.at <= WEIGHT_STALE_MS;
      if (isUsable) finish(() => resolve(reading));
    });
  });
}
