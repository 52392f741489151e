import path from 'node:path';
import envPaths from 'env-paths';

/**
 * Where a station's data lives: the folder given with --data, or the operating system's own for this user:
 * %LOCALAPPDATA%\Stationdesk\Data, ~/Library/Application Support/Stationdesk, $XDG_DATA_HOME/stationdesk. On Windows
 * not the roaming profile: it is copied over the network at log-on and log-off, and a ledger must not be.
 */
export function dataFolder(given: string | undefined): string {
  if (given) return path.resolve(given);
  return envPaths(process.platform === 'linux' ? 'stationdesk' : 'Stationdesk', { suffix: '' }).data;
}
