import type { Framing } from '../bus/types.ts';
import { usualProfile } from '../config.schema.ts';
import type { WireMeter } from '../ports/meter.ts';
import { createFrameParser, type Frame, isFromMeter } from './frame.ts';
import type { Cjt188Profile } from './profile.schema.ts';

export const PROTOCOL = 'cjt188';

export const FRAMING: Framing<Frame> = {
  createParser: createFrameParser,
  isEcho: (frame) => !isFromMeter(frame.control),
  namesQuestion: true,
};

export function profileOf({ profile }: WireMeter): Cjt188Profile {
  return (profile.protocol === PROTOCOL ? profile : usualProfile(PROTOCOL)) as Cjt188Profile;
}
