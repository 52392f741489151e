export { POLL_JOB, pollMeters } from './poll.service.ts';
export { type PastUsage, type Register, registerUsage } from './readings.domain.ts';
export type {
  Doubt,
  PollResult,
  Reading,
  ReadingSource,
  RecordedReading,
  RecordReading,
  Registers,
} from './readings.schema.ts';
export { insertBaseline, latestReadings, liveReadings, recordReading, reviewReading } from './readings.service.ts';
