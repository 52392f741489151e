import { dateTimeBytes, dateTimeOf, digitBytes } from '../framing/bcd.domain.ts';
import type { RelayAccess } from '../meter/types.ts';
import type { RelayAction, RelayStatus } from '../ports.ts';
import { FN_SWITCH, type Frame, functionOf, isFromMeter } from './frame.ts';
import { wordOf } from './status.ts';

/**
 * Relay commands (control code 1C) and what status word 3 says of them. Pure.
 *
 * Data of a command: PA P0 P1 P2 (password level and password) · C0..C3 (operator) · N1 (what) · N2 = 00 ·
 * N3..N8 (valid until: ss mm hh DD MM YY). Everything low byte first.
 */

export const DI_STATUS_3 = 0x0400_0503;

const N1: Readonly<Record<RelayAction, number>> = {
  trip: 0x1a,
  'allow-close': 0x1b,
  close: 0x1c,
  alarm: 0x2a,
  'alarm-off': 0x2b,
  'keep-power': 0x3a,
  'keep-power-off': 0x3b,
};

/** `until` is the local time "2026-11-26 09:30:00". */
export function encodeCommand(action: RelayAction, access: RelayAccess, until: string): Uint8Array {
  return Uint8Array.of(
    access.level,
    ...digitBytes(access.password, 3),
    ...digitBytes(access.operatorCode, 4),
    N1[action],
    0x00,
    ...dateTimeBytes(until),
  );
}

/** What a meter understands of a command, for the simulator; undefined for data that are no command. */
export interface ReceivedCommand extends RelayAccess {
  readonly action: RelayAction;
  /** Local time "2026-11-26 09:30:00". */
  readonly until: string;
}

export function decodeCommand(data: Uint8Array): ReceivedCommand | undefined {
  const action = (Object.keys(N1) as RelayAction[]).find((name) => N1[name] === data[8]);
  const until = dateTimeOf(data.subarray(10, 16));
  if (data.length !== 16 || !action || !until) return undefined;
  return {
    level: data[0] ?? 0,
    password: highFirst(data.subarray(1, 4)),
    operatorCode: highFirst(data.subarray(4, 8)),
    action,
    until,
  };
}

function highFirst(bytes: Uint8Array): string {
  return [...bytes]
    .reverse()
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** A command carries no data identifier, and neither does its answer: function and address must match. */
export function isCommandAnswer(address: string, answer: Frame): boolean {
  return isFromMeter(answer.control) && functionOf(answer.control) === FN_SWITCH && answer.address === address;
}

export const WORD3 = { relayOpen: 1 << 4, orderedOpen: 1 << 6, alarm: 1 << 7, keepPower: 1 << 12 } as const;

/** The first edition of the standard knows bit 4 only; the others came with its amendment and stay 0 before it. */
export function decodeWord3(payload: Uint8Array): Omit<RelayStatus, 'at'> | undefined {
  const word = wordOf(payload);
  if (word === null) return undefined;
  return {
    isOpen: (word & WORD3.relayOpen) !== 0,
    isOrderedOpen: (word & WORD3.orderedOpen) !== 0,
    isAlarming: (word & WORD3.alarm) !== 0,
    isKeepingPower: (word & WORD3.keepPower) !== 0,
    word,
  };
}

/** Whether the word shows what was ordered. A permitted close leaves the contact open until somebody presses the button. */
export function isDone(action: RelayAction, status: Omit<RelayStatus, 'at'>): boolean {
  switch (action) {
    case 'trip':
      return status.isOpen;
    case 'allow-close':
      return !status.isOrderedOpen;
    case 'close':
      return !status.isOpen && !status.isOrderedOpen;
    case 'alarm':
      return status.isAlarming;
    case 'alarm-off':
      return !status.isAlarming;
    case 'keep-power':
      return status.isKeepingPower;
    case 'keep-power-off':
      return !status.isKeepingPower;
  }
}

/** Already as ordered, so that nothing need be sent. A contact that opened by itself is not yet one that was ordered open. */
export function isAlready(action: RelayAction, status: Omit<RelayStatus, 'at'>): boolean {
  return isDone(action, status) && (action !== 'trip' || status.isOrderedOpen);
}
