export { pollMeters } from './poll.service.ts';
export type {
  Doubt,
  PollResult,
  Reading,
  ReadingSource,
  RecordedReading,
  RecordReading,
  Registers,
} from './readings.schema.ts';
export { insertBaseline, latestReadings, liveReadings, recordReading } from './readings.service.ts';
