/** A list with one entry at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, i) => i !== from);
  const [entry] = list.slice(from, from + 1);
  return entry === undefined ? rest : [...rest.slice(0, to), entry, ...rest.slice(to)];
}

interface Place {
  readonly premisesId: number;
  readonly service: string;
}

/** Places added at the end; a door stands on a way once. */
export function withPlaces<T extends Place>(places: readonly T[], more: readonly T[]): T[] {
  const keyOf = ({ premisesId, service }: Place) => `${premisesId} ${service}`;
  const known = new Set(places.map(keyOf));
  return [...places, ...more.filter((place) => !known.has(keyOf(place)))];
}
