/** Longer than any line of a modem: a message of 176 bytes in hexadecimal. */
const LONGEST_LINE = 512;

export interface ModemLines {
  push(bytes: Uint8Array): void;
  reset(): void;
  droppedBytes(): number;
}

/**
 * Cuts what a modem says into lines. A line may end with CR, LF or both; the prompt "> " has no end at all, which is why
 * the line splitter of the scales does not do. Bytes that are no ASCII are noise.
 */
export function createModemLines(events: { onLine(line: string): void; onPrompt(): void }): ModemLines {
  let pending = '';
  let droppedBytes = 0;

  function end(): void {
    const line = pending.trim();
    pending = '';
    if (line) events.onLine(line);
  }

  return {
    push(bytes) {
      for (const byte of bytes) {
        if (byte === 0x0d || byte === 0x0a) end();
        else if (byte < 0x20 || byte > 0x7e) droppedBytes++;
        else pending += String.fromCharCode(byte);
        if (pending.length > LONGEST_LINE) {
          droppedBytes += pending.length;
          pending = '';
        }
      }
      if (pending.trim() === '>') {
        pending = '';
        events.onPrompt();
      }
    },
    reset() {
      pending = '';
    },
    droppedBytes: () => droppedBytes,
  };
}
