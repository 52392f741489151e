import type { Migration } from '../migrate.ts';

/** What opens the meters of a bus to relay orders: apart from the device, whose settings every window is shown. */
export const relayAccess: Migration = {
  version: 160,
  name: 'relay access',
  up: `
CREATE TABLE relay_access (
  device_id     INTEGER PRIMARY KEY REFERENCES device (id) ON DELETE CASCADE,
  level         INTEGER NOT NULL CHECK (level BETWEEN 0 AND 9),
  password      TEXT NOT NULL CHECK (password GLOB '[0-9][0-9][0-9][0-9][0-9][0-9]'),
  operator_code TEXT NOT NULL CHECK (operator_code GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]')
) STRICT;
`,
};
