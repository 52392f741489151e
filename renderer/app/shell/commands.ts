import { isAllowed, type Role } from '../../../main/shared/permissions.ts';
import type { PageRoute } from '../route.types.ts';

type StationKind = 'gas-station' | 'property-office' | 'both';

/** Pages the user may open, in a station that has them. */
export function allowedPages(
  pages: readonly PageRoute[],
  roles: readonly Role[],
  stationKind: StationKind,
): readonly PageRoute[] {
  return pages.filter(
    (page) => isAllowed(roles, page.perm) && (!page.kind || stationKind === 'both' || page.kind === stationKind),
  );
}

/** A page as the command box knows it. */
export interface PageEntry {
  readonly path: string;
  readonly label: string;
  /** The Chinese name, pinyin initials, pinyin and English words, separated by spaces. */
  readonly keys: string;
}

/**
 * Pages for what was typed, best first: the name begins with it, each word of it begins a key, the name contains it.
 * Every page for an empty text.
 */
export function findPages(entries: readonly PageEntry[], text: string): PageEntry[] {
  const wanted = text.trim().toLowerCase();
  return entries
    .map((entry) => ({ entry, rank: rankOf(entry, wanted) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ entry }) => entry);
}

function rankOf({ label, keys }: PageEntry, wanted: string): number {
  const name = label.toLowerCase();
  if (name.startsWith(wanted)) return 3;
  const known = keys.split(' ');
  if (wanted.split(/[^\p{L}\p{N}]+/u).every((word) => known.some((key) => key.startsWith(word)))) return 2;
  return name.includes(wanted) ? 1 : 0;
}
