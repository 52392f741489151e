import { byteMsOf, isSameLine, type LineSettings } from '../link/line.schema.ts';
import type { Link } from '../link/link.ts';
import type { Transport } from '../transport/transport.ts';

/** How a bus's wire is set, and its change between two requests that are spoken differently. */
export interface WireLine {
  /** A new opening: the wire is as its transport sets it. */
  reset(): void;
  /** What the wire must be set to before this goes out; undefined when it is. */
  wanted(line: LineSettings | undefined): LineSettings | undefined;
  /** As it is set, at another speed. Nothing where nobody knows how it is set, or where it is so already. */
  changeSpeed(baud: number, then: () => void): void;
  /** Drops what may still lie on the way to the devices. Nothing where nothing can. */
  renew(then: () => void): void;
  isChanging(): boolean;
  /** Runs `then` when it is set, and never when the wire was lost meanwhile. */
  change(line: LineSettings, then: () => void): void;
  byteMs(): number;
  counts(): { readonly lineChanges: number; readonly ignoredLines: number };
}

export function createWireLine(transport: Transport, link: () => Link): WireLine {
  /** Null where nobody knows: a serial server's own business. */
  let line = transport.line;
  /** The change under way; another object once the wire was lost. */
  let changing: object | undefined;
  let lineChanges = 0;
  let ignoredLines = 0;

  function change(wanted: LineSettings, then: () => void): void {
    const mine = {};
    changing = mine;
    void link()
      .setLine(wanted)
      .then((isSet) => {
        if (changing !== mine) return;
        changing = undefined;
        line = wanted;
        if (isSet) lineChanges++;
        else ignoredLines++;
        then();
      });
  }

  return {
    reset() {
      line = transport.line;
      changing = undefined;
    },
    wanted(asked) {
      const wanted = asked ?? transport.line;
      return wanted && !(line && isSameLine(line, wanted)) ? wanted : undefined;
    },
    changeSpeed(baud, then) {
      if (line && line.baud !== baud) change({ ...line, baud }, then);
    },
    renew(then) {
      const renewed = link().renew();
      if (!renewed) return;
      const mine = {};
      changing = mine;
      void renewed.then(() => {
        if (changing !== mine) return;
        changing = undefined;
        then();
      });
    },
    isChanging: () => changing !== undefined,
    change,
    byteMs: () => (transport.byteMs > 0 && line ? byteMsOf(line) : transport.byteMs),
    counts: () => ({ lineChanges, ignoredLines }),
  };
}
