import { Command, CommanderError } from 'commander';
import { addBackupCommands } from './cli/backup.command.ts';
import { addBillingCommands } from './cli/billing.command.ts';
import { EXIT } from './cli/cli-context.ts';
import { addDemoCommand } from './cli/demo.command.ts';
import { addDeviceCommands } from './cli/devices.command.ts';
import { addImportCommand } from './cli/import.command.ts';
import { addReportCommand } from './cli/report.command.ts';
import { addServeCommand } from './cli/serve.command.ts';
import { addSimulateCommands } from './cli/simulate.command.ts';
import { addUserCommands } from './cli/user.command.ts';
import { addVerifyCommand } from './cli/verify.command.ts';
import { VERSION } from './shared/version.ts';

const program = new Command('stationdesk')
  .description('Stationdesk 站务台: the station on the command line. Every command takes --json for machines.')
  .version(VERSION)
  .showHelpAfterError('(add --help for the options and an example)')
  .exitOverride()
  .addHelpText(
    'after',
    `
Exit codes: ${EXIT.done} done · ${EXIT.refused} refused, with a sentence on stderr · ${EXIT.usage} wrong usage · ${EXIT.unsound} verification found damage · ${EXIT.bug} internal error`,
  );

addDemoCommand(program);
addServeCommand(program);
addSimulateCommands(program);
addDeviceCommands(program);
addBillingCommands(program);
addVerifyCommand(program);
addBackupCommands(program);
addImportCommand(program);
addUserCommands(program);
addReportCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
}
