import type { YaohuaProfile } from '../config.schema.ts';
import type { FrameParser } from '../framing/frame.ts';
import type { LinkOptions } from '../link/link.ts';
import {
  type ContinuousScale,
  createContinuousScale,
  type DecoderEvents,
  type WeightDecoder,
} from '../scale/continuous.ts';
import { createLineParser } from '../scale-text/frame.ts';
import { createTextParser, createTf0Parser, readWn, type YaohuaWeight } from './frame.ts';

/** A Yaohua XK3190 indicator in continuous output. Form and unit are settings of the indicator: the profile repeats them. */
export function createYaohuaScale({ profile, ...options }: LinkOptions & { profile: YaohuaProfile }): ContinuousScale {
  const { stableFrames, capacityGrams } = profile;
  return createContinuousScale({
    ...options,
    rule: { stableFrames, capacityGrams },
    createDecoder: (events) => yaohuaDecoder(profile, events),
  });
}

export function yaohuaDecoder({ form, unit }: YaohuaProfile, events: DecoderEvents): WeightDecoder {
  if (form === 'wn') return lineDecoder(events);
  const parser = form === 'tF0' ? createTf0Parser() : createTextParser(form === 'tF1' ? 'reversed' : 'forward');
  return frameDecoder(parser, unit, events);
}

function frameDecoder(parser: FrameParser<YaohuaWeight>, unit: string, { onIndication }: DecoderEvents): WeightDecoder {
  return {
    push(bytes) {
      for (const { units, decimals } of parser.push(bytes))
        onIndication({ units, decimals, unit, isNet: false, isMoving: null, isOverloaded: false });
    },
    reset: parser.reset,
    counts: parser.counts,
  };
}

/** The tare line goes with a net line and is no weight on the scale: it comes as a note. */
function lineDecoder({ onIndication }: DecoderEvents): WeightDecoder {
  const parser = createLineParser(readWn, { isJoined: true });
  return {
    push(bytes) {
      for (const line of parser.push(bytes)) {
        if (line.kind !== 'weight' || !line.value || line.unit === null) continue;
        const { value, unit, isNet } = line;
        onIndication({ ...value, unit, isNet: isNet === true, isMoving: null, isOverloaded: false });
      }
    },
    reset: parser.reset,
    counts: parser.counts,
  };
}
