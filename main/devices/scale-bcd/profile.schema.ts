import { z } from 'zod';

/** The makers of the 0xFF frame agree on five bytes and differ in the rest. */
export const BcdScaleProfile = z.strictObject({
  /** What the three low bits of the flags count: places after the point, or one more than those. */
  point: z.enum(['places', 'places-plus-one']).default('places-plus-one'),
  /** The two figures that come first. */
  order: z.enum(['low-first', 'high-first']).default('low-first'),
  /** A sixth byte with the unit (0 kg, 1 lb) ends the frame. */
  hasUnitByte: z.boolean().default(false),
  unit: z.enum(['kg', 'g']).default('kg'),
  /** So many equal weights beside the flag: the frame has no checksum. */
  stableFrames: z.number().int().min(1).max(10).default(2),
  capacityGrams: z.number().int().positive().max(1_000_000_000).nullable().default(null),
});
export type BcdScaleProfile = z.infer<typeof BcdScaleProfile>;
