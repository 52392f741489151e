import type { Migration } from '../migrate.ts';

/** When a reading that stands at a settlement was really taken. Null: at its own time. */
export const settledReadings: Migration = {
  version: 280,
  name: 'settled readings',
  up: `
ALTER TABLE reading ADD COLUMN taken_at INTEGER CHECK (taken_at IS NULL OR taken_at <> read_at);
CREATE TRIGGER reading_taken_frozen BEFORE UPDATE OF taken_at ON reading
BEGIN SELECT RAISE(ABORT, 'a reading is corrected by a new reading'); END;
`,
};
