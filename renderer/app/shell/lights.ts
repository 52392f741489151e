import type { LinkStatus } from '../../../main/devices/ports.ts';

export type Light = 'good' | 'doubtful' | 'bad';

/** Good: it works. Doubtful: on its way, silent, or with a trouble while the line stands. Bad: gone or shut. */
export function lightOf({ state, problem }: Pick<LinkStatus, 'state' | 'problem'>): Light {
  if (state === 'lost' || state === 'closed') return 'bad';
  return state === 'open' && problem === null ? 'good' : 'doubtful';
}
