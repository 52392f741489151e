import path from 'node:path';
import type { Command } from 'commander';
import { backUp, listBackups, restoreBackup } from '../modules/station/index.ts';
import { openStation } from '../station.ts';
import { cliActor, emit, guarded } from './cli-context.ts';

interface Options {
  readonly data: string;
  readonly json?: boolean;
}

export function addBackupCommands(program: Command): void {
  program
    .command('backup')
    .description(
      'copy the ledger into the backups folder of the station, check the copy and write its SHA-256 beside it',
    )
    .requiredOption('--data <folder>', 'data folder of the station')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', '\nExample: npm run -s cli -- backup --data /srv/station')
    .action(
      guarded(async (options: Options) => {
        await using station = openStation({ folder: options.data });
        const manifest = await backUp(station, cliActor());
        const file = path.join(listBackups(station).folder, manifest.file);
        emit(options, { ...manifest, file }, `${file}  ${manifest.sha256}`);
        return undefined;
      }),
    );
  program
    .command('restore <file>')
    .description('put a checked backup in the place of the ledger; the ledger that was there is kept beside it')
    .requiredOption('--data <folder>', 'data folder of the station, which must not be open')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', '\nExample: npm run -s cli -- restore /srv/station/backups/2026-11-22.db --data /srv/station')
    .action(
      guarded(async (file: string, options: Options) => {
        const restoration = await restoreBackup(options.data, file);
        emit(
          options,
          restoration,
          `restored ${file}${restoration.keptFile ? `; the ledger before it is ${restoration.keptFile}` : ''}`,
        );
        return undefined;
      }),
    );
}
