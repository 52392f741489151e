import type { Outputs } from '../../app/api.ts';

/** All that is known about the accuracy of one meter. */
export type MeterAccuracy = Outputs['accuracy']['ofMeter'];
