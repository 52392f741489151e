import { localDateTime } from '../../shared/dates.ts';
import type { Timers } from '../link/timers.ts';
import { decodeCommand, type ReceivedCommand, WORD3 } from './relay.ts';

/**
 * What goes wrong with a relay: it says yes and does not move, refuses everything, does what it is told and says
 * nothing, or neither hears nor answers commands.
 */
export type RelayFault = 'jammed' | 'refuses' | 'unanswered' | 'deaf';

/** The relay of a simulated meter. */
export interface SimRelay {
  isOpen: boolean;
  isOrderedOpen: boolean;
  isAlarming: boolean;
  isKeepingPower: boolean;
  level: number;
  password: string;
  /** Between the order and the contact. */
  moveMs: number;
  fault?: RelayFault | undefined;
  /** Commands understood, oldest first, obeyed or not. */
  readonly commands: ReceivedCommand[];
  /** Somebody presses the button on the meter: closes a contact that may close. */
  pressButton(): void;
}

export function createSimRelay(options: Partial<Omit<SimRelay, 'commands' | 'pressButton'>> = {}): SimRelay {
  const relay: SimRelay = {
    isOpen: false,
    isOrderedOpen: false,
    isAlarming: false,
    isKeepingPower: false,
    level: 2,
    password: '123456',
    moveMs: 0,
    ...options,
    commands: [],
    pressButton() {
      if (!relay.isOrderedOpen) relay.isOpen = false;
    },
  };
  return relay;
}

export function wordOf(relay: SimRelay): number {
  return (
    (relay.isOpen ? WORD3.relayOpen : 0) |
    (relay.isOrderedOpen ? WORD3.orderedOpen : 0) |
    (relay.isAlarming ? WORD3.alarm : 0) |
    (relay.isKeepingPower ? WORD3.keepPower : 0)
  );
}

const ERR_OTHER = 0x01;
const ERR_NOT_AUTHORISED = 0x04;

export interface RelayWorld {
  readonly timers: Timers;
  readonly now: () => number;
  readonly zone: string;
}

/** What the meter answers: nothing, an error byte, or yes. */
export type RelayAnswer = 'nothing' | 'yes' | { readonly err: number };

export function obey(relay: SimRelay, data: Uint8Array, world: RelayWorld): RelayAnswer {
  const command = decodeCommand(data);
  if (!command) return { err: ERR_OTHER };
  relay.commands.push(command);
  if (relay.fault === 'deaf') return 'nothing';
  if (command.level !== relay.level || command.password !== relay.password) return { err: ERR_NOT_AUTHORISED };
  const isLate = command.until < localDateTime(world.now(), world.zone);
  const isKept = command.action === 'trip' && relay.isKeepingPower;
  if (relay.fault === 'refuses' || isLate || isKept) return { err: ERR_OTHER };
  if (relay.fault !== 'jammed') carryOut(relay, command, world.timers);
  return relay.fault === 'unanswered' ? 'nothing' : 'yes';
}

function carryOut(relay: SimRelay, { action }: ReceivedCommand, timers: Timers): void {
  const move = (isOpen: boolean) => timers.after(relay.moveMs, () => Object.assign(relay, { isOpen }));
  if (action === 'trip' || action === 'close') move(action === 'trip');
  if (action === 'trip' || action === 'close' || action === 'allow-close') relay.isOrderedOpen = action === 'trip';
  if (action === 'alarm' || action === 'alarm-off') relay.isAlarming = action === 'alarm';
  if (action === 'keep-power' || action === 'keep-power-off') relay.isKeepingPower = action === 'keep-power';
}
