import type { Outputs } from '../api.ts';

/** Who is logged in, as the station says. */
export type SessionUser = NonNullable<Outputs['session']['me']>;
