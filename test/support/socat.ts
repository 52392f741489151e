import type { SerialLink } from '../../main/devices/config.schema.ts';
import { hasSocat } from '../../main/seeds/pty-pair.ts';

export { openPtyPair as makePtyPair, type PtyPair } from '../../main/seeds/pty-pair.ts';

/** Why tests on pseudo-terminals cannot run here; undefined when they can. */
export const noSocat: string | undefined = hasSocat() ? undefined : 'socat is not installed: no pseudo-terminal pairs';

export function serialLink(portPath: string, line: Partial<SerialLink> = {}): SerialLink {
  return { type: 'serial', path: portPath, baud: 9600, parity: 'none', dataBits: 8, stopBits: 1, ...line };
}
