/**
 * Shares a whole in proportion to weights, to the last unit by largest remainder: equal remainders go in order. A negative
 * whole is shared like its mirror, so that giving back is the exact opposite of charging.
 */
export function spread(whole: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum <= 0n || weights.some((weight) => weight < 0)) throw new RangeError('nothing to share in proportion to');
  const total = BigInt(Math.abs(whole));
  const parts = weights.map((weight, place) => {
    const exact = total * BigInt(weight);
    return { place, share: Number(exact / sum), remainder: exact % sum };
  });
  const left = Math.abs(whole) - parts.reduce((all, { share }) => all + share, 0);
  const largest = parts.toSorted((a, b) => Number(b.remainder > a.remainder) - Number(b.remainder < a.remainder));
  const extra = new Set(largest.slice(0, left).map(({ place }) => place));
  return parts.map(({ place, share }) => Math.sign(whole) * (share + (extra.has(place) ? 1 : 0)) + 0);
}
