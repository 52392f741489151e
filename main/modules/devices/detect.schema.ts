import { z } from 'zod';
import { DeviceLink, ToledoProfile, YaohuaProfile } from '../../devices/config.schema.ts';
import { LineSettings } from '../../devices/link/line.schema.ts';
import { BcdScaleProfile } from '../../devices/scale-bcd/profile.schema.ts';
import { TextScaleProfile } from '../../devices/scale-text/profile.schema.ts';
import { Problem } from './devices.schema.ts';

/** Finding out what scale is on a wire. */

export const OnWire = z.strictObject({ link: DeviceLink });
export type OnWire = z.infer<typeof OnWire>;

const Setting = z.discriminatedUnion('model', [
  z.object({ model: z.literal('yaohua'), profile: YaohuaProfile }),
  z.object({ model: z.literal('toledo'), profile: ToledoProfile }),
  z.object({ model: z.literal('scale-text'), profile: TextScaleProfile }),
  z.object({ model: z.literal('scale-bcd'), profile: BcdScaleProfile }),
]);

const GuessedWeight = z.object({
  weightGrams: z.number().nullable(),
  text: z.string(),
  isMoving: z.boolean().nullable(),
  isNet: z.boolean(),
  isOverloaded: z.boolean(),
});

const Guess = z.object({
  setting: Setting,
  line: LineSettings.nullable(),
  frames: z.number(),
  sharePercent: z.number(),
  weights: z.array(GuessedWeight),
  doubts: z.array(z.enum(['unit', 'point', 'motion', 'net', 'few', 'noise', 'wrong-unit'])),
});

export const Detecting = z.object({
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  tried: z.number(),
  total: z.number(),
  /** What is being listened to; null where the wire has no settings. */
  line: LineSettings.nullable(),
  /** Null until it is done. */
  result: z
    .object({
      outcome: z.enum(['found', 'ambiguous', 'unknown', 'silent', 'unreachable']),
      guesses: z.array(Guess),
      heardBytes: z.number(),
      sample: z.string(),
      problem: Problem.nullable(),
    })
    .nullable(),
});
export type Detecting = z.infer<typeof Detecting>;
