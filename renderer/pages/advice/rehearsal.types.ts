import type { Outputs } from '../../app/api.ts';

export type Rehearsal = Outputs['advice']['rehearse'];
