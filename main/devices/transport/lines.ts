import { ReadlineParser } from '@serialport/parser-readline';

/** Cuts what comes off a wire into lines, as bytes: which letters they are is seen only when a line is whole. */
export interface LineCutter {
  push(bytes: Uint8Array): void;
  /** Forgets the half of a line that has come; answers how many bytes it was. */
  reset(): number;
  /** Bytes that wait for their ending. */
  pending(): number;
}

export interface LineCutterOptions {
  readonly ending: string;
  /** More bytes than this without an ending are no line: they are forgotten. */
  readonly longest: number;
  onLine(line: Uint8Array): void;
  onFlood(bytes: number): void;
}

export function createLineCutter({ ending, longest, onLine, onFlood }: LineCutterOptions): LineCutter {
  /** Bytes since the last ending. */
  let unended = 0;
  let parser = create();

  function create(): ReadlineParser {
    const made = new ReadlineParser({ delimiter: ending, encoding: 'latin1' });
    made.on('data', (line: string) => {
      // One that was given up still hands on what it had.
      if (made === parser) onLine(Buffer.from(line, 'latin1'));
    });
    return made;
  }

  function reset(): number {
    const forgotten = unended;
    unended = 0;
    parser.destroy();
    parser = create();
    return forgotten;
  }

  return {
    push(bytes) {
      if (unended + bytes.length > longest) onFlood(reset());
      const end = Buffer.from(bytes).lastIndexOf(ending, undefined, 'latin1');
      unended = end < 0 ? unended + bytes.length : bytes.length - end - ending.length;
      parser.write(bytes);
    },
    reset,
    pending: () => unended,
  };
}
