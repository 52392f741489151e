import type { YaohuaProfile } from '../config.schema.ts';
import { type ContinuousScale, createContinuousScale, type WeightDecoder } from '../continuous-scale.ts';
import type { FrameParser } from '../framing/frame.ts';
import type { LinkOptions } from '../link.ts';
import type { Indication } from '../scale.machine.ts';
import { createLines } from '../transport/lines.ts';
import { createTextParser, createTf0Parser, parseLine, type YaohuaWeight } from './frame.ts';

/** A Yaohua XK3190 indicator in continuous output. Form and unit are settings of the indicator: the profile repeats them. */
export function createYaohuaScale({ profile, ...options }: LinkOptions & { profile: YaohuaProfile }): ContinuousScale {
  const { form, unit, stableFrames, capacityGrams } = profile;
  return createContinuousScale({
    ...options,
    rule: { stableFrames, capacityGrams },
    createDecoder(onIndication) {
      if (form === 'wn') return lineDecoder(onIndication);
      const parser = form === 'tF0' ? createTf0Parser() : createTextParser(form === 'tF1' ? 'reversed' : 'forward');
      return frameDecoder(parser, unit, onIndication);
    },
  });
}

function frameDecoder(
  parser: FrameParser<YaohuaWeight>,
  unit: string,
  onIndication: (indication: Indication) => void,
): WeightDecoder {
  return {
    push(bytes) {
      for (const { units, decimals, isNet } of parser.push(bytes))
        onIndication({ units, decimals, unit, isNet, isMoving: null, isOverloaded: false });
    },
    reset: parser.reset,
    counts: parser.counts,
  };
}

function lineDecoder(onIndication: (indication: Indication) => void): WeightDecoder {
  let badLines = 0;
  let badBytes = 0;
  const lines = createLines((line) => {
    const weight = parseLine(line);
    if (!weight) {
      badLines++;
      badBytes += line.length;
    } else if (weight.kind !== 'tare') {
      // The tare line goes with a net line and is no weight on the scale.
      const { units, decimals, isNet, unit } = weight;
      onIndication({ units, decimals, unit, isNet, isMoving: null, isOverloaded: false });
    }
  });
  return {
    push: lines.push,
    reset: lines.reset,
    counts: () => ({ droppedBytes: badBytes + lines.droppedBytes(), badFrames: badLines, badChecksums: 0 }),
  };
}
