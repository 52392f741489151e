import { ReadlineParser } from '@serialport/parser-readline';

/** Longer than any line a scale sends; noise without a line end cannot pile up. */
const LONGEST_LINE = 64;

export interface LineSplitter {
  push(bytes: Uint8Array): void;
  /** Forgets a begun line. */
  reset(): void;
  droppedBytes(): number;
}

/** Cuts a byte stream into lines ended by CR LF. */
export function createLines(onLine: (line: string) => void): LineSplitter {
  let pendingBytes = 0;
  let droppedBytes = 0;
  let parser = createParser();

  function createParser(): ReadlineParser {
    const made = new ReadlineParser({ delimiter: '\r\n', encoding: 'latin1' });
    made.on('data', (line: string) => {
      if (made === parser) onLine(line);
    });
    return made;
  }

  function reset(): void {
    pendingBytes = 0;
    parser = createParser();
  }

  return {
    push(bytes) {
      const lastEnd = bytes.lastIndexOf(0x0a);
      pendingBytes = lastEnd < 0 ? pendingBytes + bytes.length : bytes.length - lastEnd - 1;
      parser.write(bytes);
      if (pendingBytes <= LONGEST_LINE) return;
      droppedBytes += pendingBytes;
      reset();
    },
    reset,
    droppedBytes: () => droppedBytes,
  };
}
