import type { Command } from 'commander';
import { createUser, listUsers, resetPassword } from '../modules/users/index.ts';
import { Password, Role } from '../modules/users/users.schema.ts';
import { StationError } from '../shared/error-codes.ts';
import { RequestId } from '../shared/ids.ts';
import { openStation } from '../station.ts';
import { cliActor, emit, guarded, readStdin } from './cli-context.ts';

interface Options {
  readonly data: string;
  readonly json?: boolean;
  readonly name?: string;
  readonly role?: string[];
}

/** Passwords come on stdin, never as an argument: arguments are visible to every process of the computer. */
async function passwordFromStdin(): Promise<string> {
  const parsed = Password.safeParse((await readStdin()).trim());
  if (!parsed.success) throw new StationError('password.weak');
  return parsed.data;
}

export function addUserCommands(program: Command): void {
  const user = program.command('user').description('list, add and re-open users of a station that is not running');
  user
    .command('list')
    .requiredOption('--data <folder>', 'data folder of the station')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', '\nExample: npm run -s cli -- user list --data /srv/station')
    .action(
      guarded(async (options: Options) => {
        await using station = openStation({ folder: options.data });
        const users = listUsers(station);
        emit(
          options,
          users,
          users
            .map((u) => `${u.loginName}\t${u.displayName}\t${u.roles.join(',')}\t${u.isActive ? 'active' : 'off'}`)
            .join('\n'),
        );
        return undefined;
      }),
    );
  user
    .command('add <loginName>')
    .requiredOption('--data <folder>', 'data folder of the station')
    .requiredOption('--role <role...>', Role.options.join(', '))
    .option('--name <name>', 'name shown')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      "\nExample: printf 'a long sentence' | npm run -s cli -- user add wang --role cashier --name 王芳 --data /srv/station",
    )
    .action(
      guarded(async (loginName: string, options: Options) => {
        const password = await passwordFromStdin();
        await using station = openStation({ folder: options.data });
        const roles = (options.role ?? []).map((role) => Role.parse(role));
        const requestId = RequestId.parse(crypto.randomUUID());
        const userId = await createUser(station, cliActor(), {
          loginName,
          displayName: options.name ?? loginName,
          roles,
          password,
          requestId,
        });
        emit(options, { userId, loginName, roles }, `added ${loginName} (${roles.join(', ')})`);
        return undefined;
      }),
    );
  user
    .command('reset <loginName>')
    .description('set a new password, read from stdin; it must be changed at the next login')
    .requiredOption('--data <folder>', 'data folder of the station')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', "\nExample: printf 'a long sentence' | npm run -s cli -- user reset liu --data /srv/station")
    .action(
      guarded(async (loginName: string, options: Options) => {
        const newPassword = await passwordFromStdin();
        await using station = openStation({ folder: options.data });
        const found = listUsers(station).find((u) => u.loginName === loginName);
        if (!found) throw new StationError('record.not-found', { kind: 'user', id: loginName });
        await resetPassword(station, cliActor(), { userId: found.id, newPassword });
        emit(
          options,
          { userId: found.id, loginName },
          `password of ${loginName} set; it must be changed at the next login`,
        );
        return undefined;
      }),
    );
}
