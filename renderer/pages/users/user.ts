import type { Outputs } from '../../app/api.ts';

/** A user as the list shows it. */
export type User = Outputs['users']['list'][number];
