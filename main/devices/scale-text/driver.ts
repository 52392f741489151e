import type { LinkOptions } from '../link/link.ts';
import {
  type ContinuousScale,
  createContinuousScale,
  type DecoderEvents,
  type WeightDecoder,
} from '../scale/continuous.ts';
import { createLineParser, type LineWeight } from './frame.ts';
import { GRAMMARS } from './grammars.ts';
import type { TextScaleProfile } from './profile.schema.ts';
import { BUSY, ZERO } from './sics.ts';

/** A scale that sends lines. What they look like, whether it has to be asked and when a weight counts is its profile. */
export function createTextScale({ profile, ...options }: LinkOptions & { profile: TextScaleProfile }): ContinuousScale {
  const { ask, askMs, stableFrames, stableWithinMs, trustsMotion, capacityGrams } = profile;
  return createContinuousScale({
    ...options,
    rule: { stableFrames, stableWithinMs, trustsMotion, capacityGrams },
    ...(ask && { ask: { bytes: questionBytes(ask), everyMs: askMs } }),
    ...(profile.grammar === 'sics' && { zero: ZERO }),
    createDecoder: (events) => textDecoder(profile, events),
  });
}

export function textDecoder(
  profile: TextScaleProfile,
  { onIndication, onBlank, onZero }: DecoderEvents,
): WeightDecoder {
  const parser = createLineParser(GRAMMARS[profile.grammar].read, { isJoined: profile.ask === '' });
  return {
    push(bytes) {
      for (const line of parser.push(bytes)) {
        if (line.kind === 'weight') onIndication(indicationOf(line, profile));
        else if (line.zero && onZero?.(line.zero)) continue;
        // A scale that waits for rest is at work; anything else it cannot weigh for is told.
        else if (line.kind === 'fault') onBlank(line.fault === BUSY ? '' : line.fault);
      }
    },
    reset: parser.reset,
    counts: parser.counts,
  };
}

function indicationOf(line: LineWeight, { unit, decimals }: TextScaleProfile) {
  const { units, decimals: sent } = line.value ?? { units: 0, decimals: 0 };
  return {
    units,
    decimals: sent === 0 ? (decimals ?? 0) : sent,
    unit: line.unit ?? unit,
    isNet: line.isNet ?? false,
    isMoving: line.isMoving,
    isOverloaded: line.range !== 'in',
  };
}

const ESCAPES: Readonly<Record<string, string>> = { r: '\r', n: '\n' };

/** "SI\r\n" as typed into the form → bytes. */
export function questionBytes(text: string): Uint8Array {
  const plain = text.replace(/\\(?:([rn])|x([0-9a-fA-F]{2}))/g, (_, letter?: string, hex?: string) =>
    letter ? (ESCAPES[letter] ?? '') : String.fromCharCode(Number.parseInt(hex ?? '0', 16)),
  );
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}
