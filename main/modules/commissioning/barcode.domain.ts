/** Barcodes on meters hold the number alone, or with the maker, the year and check digits around it. */

interface Addressed {
  readonly address: string;
}

/** Fewer digits than this fit too many meters by accident. */
const SHORTEST = 6;

/**
 * The one meter of the list whose address the scanned text means: the same but for zeros in front, else the address within
 * the text or the text at the end of the address. Undefined when none fits, or several do.
 */
export function meterByBarcode<M extends Addressed>(scanned: string, meters: readonly M[]): M | undefined {
  const text = plain(scanned);
  if (text === '') return undefined;
  const same = meters.filter(({ address }) => significant(address) === significant(text));
  if (same.length > 0) return only(same);
  return only(
    meters.filter(({ address }) => {
      const own = significant(address);
      if (own.length >= SHORTEST && text.includes(own)) return true;
      return text.length >= SHORTEST && plain(address).endsWith(text);
    }),
  );
}

function only<M>(found: readonly M[]): M | undefined {
  return found.length === 1 ? found[0] : undefined;
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

function significant(text: string): string {
  return plain(text).replace(/^0+/, '');
}
