import iconv from 'iconv-lite';

/** Words for the numbers in commands. */

export const CUTS: Readonly<Record<number, 'full' | 'partial'>> = {
  0: 'full',
  48: 'full',
  65: 'full',
  1: 'partial',
  49: 'partial',
  66: 'partial',
};
export const EC_LEVELS: Readonly<Record<number, string>> = { 48: 'L', 49: 'M', 50: 'Q', 51: 'H' };
export const HRI: readonly string[] = ['none', 'above', 'below', 'both'];
export const QUERY_NAMES: readonly string[] = ['printer', 'offline', 'error', 'paper'];
const BARCODES = ['UPC-A', 'UPC-E', 'EAN-13', 'EAN-8', 'Code 39', 'ITF', 'Codabar', 'Code 93', 'Code 128'];
export const CODE_PAGES: Readonly<Record<number, string>> = {
  0: 'cp437',
  2: 'cp850',
  3: 'cp860',
  4: 'cp863',
  5: 'cp865',
  16: 'windows1252',
  17: 'cp866',
  18: 'cp852',
  19: 'cp858',
};

/** The kind of barcode by the number of GS k: 0..6 for the form with an end mark, 65..73 for the one with a length. */
export function barcodeName(system: number): string {
  return BARCODES[system >= 65 ? system - 65 : system] ?? `${system}`;
}

/** Without the choice of a code set ("{B") and with its doubled braces single again. */
export function barcodeText(system: number, data: readonly number[]): string {
  const text = String.fromCharCode(...data);
  return system === 73 ? text.replace(/^\{[ABC]/, '').replaceAll('{{', '{') : text;
}

/** 2 ms a unit. */
export function pulseMs(unit: number): number {
  return unit * 2;
}

export interface TextMode {
  /** FS & and FS . say it; null = neither came: many Chinese printers begin with Chinese on. */
  isChinese: boolean | null;
  codePage: string;
}

/** Text in the mode it was sent in; while the mode is not known, pairs of GB 2312 are Chinese. */
export function decodeText(
  bytes: readonly number[],
  { isChinese, codePage }: TextMode,
): { text: string; encoding: string } {
  const encoding = (isChinese ?? arePairs(bytes)) ? 'gb18030' : codePage;
  return { text: iconv.decode(Buffer.from(bytes), encoding), encoding };
}

function arePairs(bytes: readonly number[]): boolean {
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) continue;
    const trail = bytes[++i] ?? 0;
    if (byte < 0xa1 || byte > 0xf7 || trail < 0xa1 || trail > 0xfe) return false;
  }
  return true;
}
