import type { FuzzTarget } from './fuzz.ts';
import { METER_TARGETS } from './fuzz-meters.ts';
import { MODBUS_TARGET } from './fuzz-modbus.ts';
import { SCALE_TARGETS } from './fuzz-scales.ts';
import { TALK_TARGETS } from './fuzz-talk.ts';

/** Every parser that listens to a wire. A new protocol adds its line (`npm run bench -- --fuzz 10000000`). */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [...METER_TARGETS, MODBUS_TARGET, ...SCALE_TARGETS, ...TALK_TARGETS];
