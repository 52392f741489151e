export type { KnownMeter, Registered } from './commissioning.schema.ts';
