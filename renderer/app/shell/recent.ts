import type { Command } from './useCommands.ts';

const KEPT = 5;
const key = (userId: number) => `stationdesk.recent.${userId}`;

/** What this person chose last in this window; gone with the session. */
export function recentCommands(userId: number): readonly Command[] {
  try {
    return JSON.parse(sessionStorage.getItem(key(userId)) ?? '[]') as Command[];
  } catch {
    return [];
  }
}

export function rememberCommand(userId: number, command: Command): void {
  const others = recentCommands(userId).filter(({ id }) => id !== command.id);
  sessionStorage.setItem(key(userId), JSON.stringify([command, ...others].slice(0, KEPT)));
}
