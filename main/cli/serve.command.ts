import type { Command } from 'commander';
import { guarded } from './cli-context.ts';
import { runServer } from './run-server.ts';

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('open the station and serve it to browsers until stopped')
    .option('--data <folder>', "data folder; the operating system's own by default")
    .option('--port <number>', 'port; a free one by default', '0')
    .option('--lan', 'also answer on the office network, over https too at the port above')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', '\nExample: npm run -s cli -- serve --data /srv/station --port 8080')
    .action(
      guarded(async (options: { data?: string; port: string; lan?: boolean; json?: boolean }) => {
        await runServer({
          folder: options.data,
          port: Number(options.port),
          isLan: options.lan ?? false,
          announce: (served) =>
            process.stdout.write(
              options.json
                ? `${JSON.stringify({ address: served.address, lanAddresses: served.lanAddresses, secureAddresses: served.secureAddresses, folder: served.folder })}\n`
                : `${[served.address, ...served.lanAddresses, ...served.secureAddresses].join('\n')}\n`,
            ),
        });
        return undefined;
      }),
    );
}
