export type { CorrectedValues } from './correction.domain.ts';
export { type Correction, correctionOf, replaceReading } from './correction.service.ts';
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
export { insertBaseline, latestReadings, liveReadings, recordReading } from './readings.service.ts';
