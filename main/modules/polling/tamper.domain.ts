/** What status words say; null where they do not. */
export interface StatusSaid {
  readonly coverOpenings: number | null;
  readonly isCoverOpen: boolean | null;
  readonly isRelayOpen: boolean | null;
  readonly valve: 'open' | 'closed' | 'fault' | null;
  readonly isReversed: boolean | null;
}

/** What status words tell that a person is to look into. */
export type TamperKind =
  | 'cover-open'
  | 'cover-closed'
  | 'relay-open'
  | 'relay-closed'
  | 'valve-open'
  | 'valve-closed'
  | 'valve-fault'
  | 'reversed';

export interface Seen {
  readonly kind: TamperKind;
  readonly detail: Readonly<Record<string, number>>;
  readonly note: string;
}

/** The last event of these kinds that a status word told. */
export interface Told {
  readonly kind: string;
  readonly isOpen: boolean;
  readonly detail: Readonly<Record<string, unknown>>;
}
export type LastOf = (kinds: readonly TamperKind[]) => Told | undefined;

const COVER = ['cover-open', 'cover-closed'] as const;
const RELAY = ['relay-open', 'relay-closed'] as const;
const VALVE = ['valve-open', 'valve-closed', 'valve-fault'] as const;

/**
 * What is new in a meter's status words, next to what they told before: a state that goes on is one event. Only the counter
 * of a cover tells of an opening nobody saw. A meter seen for the first time with its supply on has nothing to tell.
 */
export function tamperSeen(state: StatusSaid, lastOf: LastOf): Seen[] {
  const seen: Seen[] = [];
  const say = (kind: TamperKind, detail: Seen['detail'] = {}, note = '') => seen.push({ kind, detail, note });

  const { coverOpenings: openings, isCoverOpen } = state;
  const cover = lastOf(COVER);
  const before = typeof cover?.detail.openings === 'number' ? cover.detail.openings : 0;
  const counted: Seen['detail'] = openings === null ? {} : { openings };
  // Another number, not only a higher one: a counter that was wiped starts again.
  if (openings !== null && openings > 0 && openings !== before)
    say('cover-open', counted, `${Math.min(before, openings)} → ${openings}`);
  else if (isCoverOpen && cover?.kind !== 'cover-open') say('cover-open', counted);
  else if (isCoverOpen === false && cover?.kind === 'cover-open') say('cover-closed', counted);

  if (state.isRelayOpen !== null) {
    const wasOpen = lastOf(RELAY)?.kind === 'relay-open';
    if (state.isRelayOpen !== wasOpen) say(state.isRelayOpen ? 'relay-open' : 'relay-closed');
  }
  if (state.valve !== null) {
    const kind = `valve-${state.valve}` as const;
    if (kind !== (lastOf(VALVE)?.kind ?? 'valve-open')) say(kind);
  }
  // It has no end of its own: once somebody has looked into it, a meter that still runs backwards is told again.
  if (state.isReversed && !lastOf(['reversed'])?.isOpen) say('reversed');
  return seen;
}
