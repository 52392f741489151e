/** DLE EOT n and its one-byte answers (bits 0 and 7 are 0, bits 1 and 4 are 1). */

export type StatusQuery = 'printer' | 'offline' | 'error' | 'paper';
export const QUERIES: readonly StatusQuery[] = ['printer', 'offline', 'error', 'paper'];

export interface PrinterState {
  readonly isOnline: boolean;
  readonly isCoverOpen: boolean;
  readonly hasError: boolean;
  readonly paper: 'ok' | 'low' | 'out';
}

export function queryBytes(query: StatusQuery): Uint8Array {
  return Uint8Array.of(0x10, 0x04, QUERIES.indexOf(query) + 1);
}

export function isStatusByte(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}

/** Both bits of a pair are set together. */
export function paperOf(byte: number): PrinterState['paper'] {
  if ((byte & 0x60) === 0x60) return 'out';
  return (byte & 0x0c) === 0x0c ? 'low' : 'ok';
}

/** The answers to 'printer', 'offline' and 'paper' together. */
export function stateOf(printer: number, offline: number, paper: number): PrinterState {
  return {
    isOnline: (printer & 0x08) === 0,
    isCoverOpen: (offline & 0x04) !== 0,
    hasError: (offline & 0x40) !== 0,
    paper: (offline & 0x20) !== 0 ? 'out' : paperOf(paper),
  };
}

export type PrinterTrouble = 'no-paper' | 'cover-open' | 'stopped';

/** Why nothing would come out; undefined when it would. A roll that is nearly used up still prints. */
export function troubleOf({ isOnline, isCoverOpen, hasError, paper }: PrinterState): PrinterTrouble | undefined {
  if (isCoverOpen) return 'cover-open';
  if (paper === 'out') return 'no-paper';
  return isOnline && !hasError ? undefined : 'stopped';
}
