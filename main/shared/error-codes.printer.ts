/** Refusals of receipt printers: a part of `ERROR_CODES`. */
export const PRINTER_ERRORS = {
  'printer.none': 'conflict',
  'printer.default-taken': 'conflict',
  'printer.no-paper': 'unavailable',
  'printer.cover-open': 'unavailable',
  'printer.stopped': 'unavailable',
  'printer.silent': 'unavailable',
  'printer.unfinished': 'unavailable',
  'printer.not-a-strip': 'bad-input',
} as const;
