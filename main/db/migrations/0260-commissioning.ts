import type { Migration } from '../migrate.ts';

/** The broadcasts of the time: at most one a wire and day, also across a restart of the program. */
export const commissioning: Migration = {
  version: 260,
  name: 'commissioning',
  up: `
CREATE TABLE clock_setting (
  id        INTEGER PRIMARY KEY,
  device_id INTEGER NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  set_on    TEXT NOT NULL,
  set_at    INTEGER NOT NULL,
  user_id   INTEGER,
  UNIQUE (device_id, set_on)
) STRICT;
`,
};
