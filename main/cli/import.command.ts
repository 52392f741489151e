import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { previewImport, runImport } from '../modules/import/index.ts';
import { StationError } from '../shared/error-codes.ts';
import { RequestId } from '../shared/ids.ts';
import { openStation } from '../station.ts';
import { cliActor, EXIT, emit, guarded } from './cli-context.ts';

export function addImportCommand(program: Command): void {
  program
    .command('import <file>')
    .description('take customers, premises, accounts and meters in from an Excel or CSV file, whole or not at all')
    .requiredOption('--data <folder>', 'data folder of the station')
    .option('--preview', 'show what would happen and what is wrong, take nothing in')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', '\nExample: npm run -s cli -- import households.xlsx --data /srv/station --preview')
    .action(
      guarded(async (file: string, options: { data: string; preview?: boolean; json?: boolean }) => {
        const content = { fileName: path.basename(file), base64: readFile(file).toString('base64') };
        await using station = openStation({ folder: options.data });
        const preview = await previewImport(station, content);
        const isWrong = preview.errorCount > 0 || preview.missing.length > 0;
        if (options.preview || isWrong) {
          const problems = preview.rows.flatMap((row) =>
            row.errors.map((e) => `  row ${row.rowNo}, ${e.column}: ${e.code} ${JSON.stringify(e.params)}`),
          );
          const missing = preview.missing.map((column) => `  missing column: ${column}`);
          emit(
            options,
            preview,
            [`${preview.counts.rows} rows, ${preview.errorRows} with errors`, ...missing, ...problems].join('\n'),
          );
          return isWrong ? EXIT.refused : EXIT.done;
        }
        const result = await runImport(station, cliActor(), {
          ...content,
          requestId: RequestId.parse(crypto.randomUUID()),
        });
        emit(
          options,
          result,
          Object.entries(result)
            .map(([what, count]) => `${what} ${count}`)
            .join(', '),
        );
        return EXIT.done;
      }),
    );
}

function readFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new StationError('input.invalid', { field: 'file', reason: (cause as Error).message }, { cause });
  }
}
