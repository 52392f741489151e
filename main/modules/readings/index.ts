export type { CorrectedValues } from './correction.domain.ts';
export { type Correction, correctionOf, replaceReading, replaceUnbilled } from './correction.service.ts';
export { recordFinal } from './final.service.ts';
export { pollMeters } from './poll.service.ts';
export type {
  Doubt,
  LiveReading,
  PollResult,
  Reading,
  ReadingSource,
  RecordedReading,
  RecordReading,
  Registers,
} from './readings.schema.ts';
export {
  findReading,
  insertBaseline,
  latestReadings,
  liveReadings,
  recordPolled,
  recordReading,
} from './readings.service.ts';
export type { Reread, ReviewRow } from './review.schema.ts';
export { openRereads, reviewQueue } from './review.service.ts';
export { acceptRollover } from './rollover.service.ts';
export {
  historyBefore,
  isImpossibleReading,
  isReadingDecided,
  type RoundReading,
  realReadingsSince,
  restateRoundReading,
  storeRoundReading,
} from './round.service.ts';
export { acceptReal, trueUpsOf } from './true-up.service.ts';
