import type { Migration } from '../migrate.ts';

/**
 * What was ordered of meters beside their relays: one clock set, the clocks of a bus, or all its registers frozen. Written
 * before it goes out; the outcome comes once and stays.
 */
export const wireOrders: Migration = {
  version: 270,
  name: 'wire orders',
  up: `
CREATE TABLE wire_order (
  id           INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL CHECK (kind IN ('clock', 'clocks', 'freeze')),
  device_id    INTEGER NOT NULL REFERENCES device (id) ON DELETE CASCADE,
  meter_id     INTEGER REFERENCES meter (id),
  ordered_at   INTEGER NOT NULL,
  user_id      INTEGER,
  done_at      INTEGER,
  outcome_json TEXT,
  CHECK ((kind = 'clock') = (meter_id IS NOT NULL)),
  CHECK ((done_at IS NULL) = (outcome_json IS NULL))
) STRICT;
CREATE TRIGGER wire_order_stays BEFORE UPDATE ON wire_order WHEN OLD.done_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'wire_order is frozen'); END;
`,
};
