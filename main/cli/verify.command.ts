import type { Command } from 'commander';
import { LEDGER_CHECKS, LEDGER_READERS } from '../ledger-readers.ts';
import { type Verification, verify } from '../modules/ledger/index.ts';
import { EXIT, emit, guarded, withLedger } from './cli-context.ts';

export function addVerifyCommand(program: Command): void {
  program
    .command('verify')
    .description('check the ledger: structure, entry chain, balances, documents, audit trail')
    .requiredOption('--data <folder>', 'data folder of the station')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', '\nExample: npm run -s cli -- verify --data /srv/station')
    .action(
      guarded((options: { data: string; json?: boolean }) => {
        const result = withLedger(options.data, (db) => verify(db, LEDGER_READERS, LEDGER_CHECKS));
        emit(options, result, sentence(result));
        return result.isSound ? EXIT.done : EXIT.unsound;
      }),
    );
}

function sentence(result: Verification): string {
  const head = `${result.entries} entries, ${result.auditRows} audit rows, chain head ${result.chainHead.slice(0, 16)}`;
  if (result.isSound) return `sound: ${head}`;
  const lines = result.findings.map(
    (f) => `  ${f.entryId === null ? '' : `entry ${f.entryId}: `}${f.code}: ${f.detail}`,
  );
  return [`DAMAGED: ${head}`, ...lines].join('\n');
}
