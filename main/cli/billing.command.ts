import type { Command } from 'commander';
import { type IssueResult, issueRun, previewRun, RunInput, type RunPreview } from '../modules/billing/index.ts';
import { postLateFees, previewLateFees } from '../modules/charges/index.ts';
import { type RateAnswer, RateRequest, rateRequest, tariffSchema } from '../modules/tariffs/index.ts';
import { StationError } from '../shared/error-codes.ts';
import { formatYuan } from '../shared/money.ts';
import { openStation } from '../station.ts';
import { cliActor, emit, guarded, parsed, readStdin } from './cli-context.ts';

export function addBillingCommands(program: Command): void {
  program
    .command('rate')
    .description('a tariff document and usage on stdin → the bill with its lines')
    .option('--json', 'one JSON document on stdout')
    .option('--schema', 'print the JSON Schema of a tariff document instead (docs/tariffs.md)')
    .addHelpText(
      'after',
      `
Example: echo '{"tariff":{"format":1,"unit":"kWh","rounding":"per-bill","cycle":"month","scheme":{"kind":"tiered","tiers":[
  {"upTo":"240","price":"0.4883"},{"upTo":"400","price":"0.5383"},{"upTo":null,"price":"0.7883"}]}},
  "usage":{"quantity":"450"}}' | npm run -s cli -- rate`,
    )
    .action(
      guarded(async (options: { json?: boolean; schema?: boolean }) => {
        if (options.schema) {
          const schema = tariffSchema();
          emit(options, schema, JSON.stringify(schema, null, 2));
          return undefined;
        }
        const answer = rateRequest(parsed(RateRequest, readJson(await readStdin())));
        emit(options, answer, billText(answer));
        return undefined;
      }),
    );
  program
    .command('bill-run')
    .description('issue the bills of a month and service; a second run adds nothing')
    .requiredOption('--data <folder>', 'data folder of the station')
    .requiredOption('--month <YYYY-MM>', 'month to bill')
    .option('--service <service>', 'electricity, gas or water', 'electricity')
    .option('--preview', 'show what would be issued, issue nothing')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', '\nExample: npm run -s cli -- bill-run --data /srv/station --month 2026-11 --preview')
    .action(
      guarded(async (options: { data: string; month: string; service: string; preview?: boolean; json?: boolean }) => {
        const run = parsed(RunInput, { month: options.month, service: options.service });
        await using station = openStation({ folder: options.data });
        if (options.preview) {
          const preview = await previewRun(station, run);
          emit(options, preview, previewText(preview));
        } else {
          const result = await issueRun(station, cliActor(), run);
          emit(options, result, resultText(result));
        }
        return undefined;
      }),
    );
  addLateFeesCommand(program);
}

function addLateFeesCommand(program: Command): void {
  program
    .command('late-fees')
    .description('bill the late fees of all overdue bills as of today; a second time it adds nothing')
    .requiredOption('--data <folder>', 'data folder of the station')
    .option('--preview', 'show what would be posted, post nothing')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', '\nExample: npm run -s cli -- late-fees --data /srv/station --preview')
    .action(
      guarded(async (options: { data: string; preview?: boolean; json?: boolean }) => {
        await using station = openStation({ folder: options.data });
        const { asOf, bills, feeFen, ...preview } = await previewLateFees(station);
        if (options.preview) {
          const head = `as of ${asOf}: ${bills} late fees, ${formatYuan(feeFen)} yuan`;
          const rows = preview.rows.map(
            (fee) => `  ${fee.billNo} ${fee.doorNo}: ${formatYuan(fee.dueFen)} (${fee.days} days)`,
          );
          emit(options, { asOf, bills, feeFen, ...preview }, [head, ...rows].join('\n'));
          return undefined;
        }
        const posted = await postLateFees(station, cliActor(), { asOf, expectedFeeFen: feeFen });
        emit(options, posted, `posted ${posted.bills} late fees, ${formatYuan(posted.feeFen)} yuan`);
        return undefined;
      }),
    );
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StationError('input.invalid', { field: 'stdin', reason: (cause as Error).message }, { cause });
  }
}

function billText(bill: RateAnswer): string {
  const lines = bill.lines.map((line) => {
    const name = [line.kind, line.tier === null ? '' : String(line.tier), line.period].filter(Boolean).join(' ');
    return `${name.padEnd(14)} ${line.quantity.padStart(12)} × ${line.price.padStart(10)} = ${line.amount.padStart(12)}`;
  });
  return [
    ...lines,
    `${'total'.padEnd(14)} ${bill.total.padStart(40)}  (exact ${bill.exact}, rounded ${bill.rounding})`,
  ].join('\n');
}

function previewText(preview: RunPreview): string {
  const exceptions = preview.exceptions.map((e) => `  ${e.accountNo} ${e.customerName} ${e.doorNo}: ${e.reason}`);
  return [
    `${preview.month} ${preview.service}: ${preview.bills} bills, ${formatYuan(preview.amountFen)} yuan, ${exceptions.length} exceptions`,
    ...exceptions,
  ].join('\n');
}

function resultText(result: IssueResult): string {
  return `issued ${result.issued} bills, ${formatYuan(result.amountFen)} yuan, ${result.exceptions} exceptions`;
}
