import type { ModemInfo, SmsReport } from '../ports.ts';

/** What the lines of a modem mean. Pure. */

/** The fields after "+CSQ:", without quotes. */
export function fieldsOf(lines: readonly string[], prefix: string): string[] {
  const line = lines.find((said) => said.startsWith(`${prefix}:`));
  if (!line) return [];
  return line
    .slice(prefix.length + 1)
    .split(',')
    .map((field) => field.trim().replaceAll('"', ''));
}

/** TS 27.007, 8.5: 0 is -113 dBm or less, each step 2 dB; 99 = not known. */
export function signalOf(rssi: string | undefined): number | null {
  const step = /^\d+$/.test(rssi ?? '') ? Number(rssi) : 99;
  return step <= 31 ? -113 + 2 * step : null;
}

const NETWORKS: Readonly<Record<string, ModemInfo['network']>> = {
  0: 'none',
  1: 'home',
  2: 'searching',
  3: 'denied',
  5: 'roaming',
  // Registered for short messages only.
  6: 'home',
  7: 'roaming',
};

/** "+CREG: <n>,<stat>[,…]" as the answer to the question. */
export function networkOf(fields: readonly string[]): ModemInfo['network'] {
  return NETWORKS[fields[1] ?? ''] ?? 'unknown';
}

export function canSend(network: ModemInfo['network']): boolean {
  return network === 'home' || network === 'roaming';
}

/** The answer to AT+CPIN?, or the number of its CME ERROR. */
export function simOf(answer: { readonly said?: string | undefined; readonly cme?: string }): ModemInfo['sim'] {
  if (answer.said === 'READY') return 'ready';
  if (answer.said !== undefined) return /PIN|PUK/.test(answer.said) ? 'locked' : 'unknown';
  if (answer.cme === '10' || answer.cme === '13' || answer.cme === '15') return 'missing';
  return answer.cme === '11' || answer.cme === '12' || answer.cme === '5' ? 'locked' : 'unknown';
}

/** The network's number for a message it has taken. */
export function referenceOf(lines: readonly string[]): number | undefined {
  const [reference = ''] = fieldsOf(lines, '+CMGS');
  return /^\d{1,3}$/.test(reference) && Number(reference) <= 255 ? Number(reference) : undefined;
}

/** TP-Status (TS 23.040, 9.2.3.15): below 32 it arrived or was replaced, below 64 the network goes on trying. */
export function outcomeOf(status: number): SmsReport['outcome'] {
  if (status < 0x20) return 'delivered';
  return status < 0x40 ? 'trying' : 'failed';
}
