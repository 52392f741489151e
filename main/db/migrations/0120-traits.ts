import type { Migration } from '../migrate.ts';

/** What a tariff may ask of an account, from a day on; demand and reactive registers of meters and readings. */
export const traits: Migration = {
  version: 120,
  name: 'traits',
  up: `
-- Rows are only added. value: people · 1 for quota and heating · thousandths of a kVA or kW; null: none from that day on.
-- counts_on lies behind from_on where bills had been issued for the days between. A row with corrects_id takes the place
-- of another, or (is_void) only takes it out.
CREATE TABLE account_trait (
  id          INTEGER PRIMARY KEY,
  account_id  INTEGER NOT NULL REFERENCES account (id),
  kind        TEXT NOT NULL CHECK (kind IN ('household', 'quota', 'heating', 'capacity', 'demand')),
  from_on     TEXT NOT NULL,
  counts_on   TEXT NOT NULL,
  until_on    TEXT,
  value       INTEGER CHECK (value > 0),
  evidence    TEXT NOT NULL DEFAULT '',
  reason      TEXT NOT NULL DEFAULT '',
  corrects_id INTEGER UNIQUE REFERENCES account_trait (id),
  is_void     INTEGER NOT NULL DEFAULT 0 CHECK (is_void IN (0, 1)),
  entered_at  INTEGER NOT NULL,
  user_id     INTEGER,
  user_name   TEXT NOT NULL,
  CHECK (counts_on >= from_on),
  CHECK (until_on IS NULL OR (until_on >= from_on AND value IS NOT NULL)),
  CHECK (kind NOT IN ('quota', 'heating') OR value IS NULL OR value = 1),
  CHECK (kind <> 'quota' OR value IS NULL OR (until_on IS NOT NULL AND evidence <> '')),
  CHECK (is_void = 0 OR (corrects_id IS NOT NULL AND value IS NULL)),
  CHECK (corrects_id IS NULL OR (reason <> '' AND corrects_id < id))
) STRICT;
CREATE INDEX account_trait_account ON account_trait (account_id, kind, counts_on);
CREATE TRIGGER account_trait_frozen BEFORE UPDATE ON account_trait BEGIN SELECT RAISE(ABORT, 'a trait is corrected by a new one'); END;
CREATE TRIGGER account_trait_kept BEFORE DELETE ON account_trait BEGIN SELECT RAISE(ABORT, 'a trait is never deleted'); END;

ALTER TABLE meter ADD COLUMN has_demand INTEGER NOT NULL DEFAULT 0 CHECK (has_demand IN (0, 1));
ALTER TABLE meter ADD COLUMN has_reactive INTEGER NOT NULL DEFAULT 0 CHECK (has_reactive IN (0, 1));
-- As the register shows them, before the multiplier: the highest demand since the last reset in thousandths of a kW, and
-- reactive energy in thousandths of a kvarh.
ALTER TABLE reading ADD COLUMN demand_milli INTEGER CHECK (demand_milli >= 0);
ALTER TABLE reading ADD COLUMN reactive_milli INTEGER CHECK (reactive_milli >= 0);
DROP TRIGGER reading_values_frozen;
CREATE TRIGGER reading_values_frozen BEFORE UPDATE OF meter_id, read_at, total_milli, sharp_milli, peak_milli, flat_milli, valley_milli,
  demand_milli, reactive_milli, source ON reading
BEGIN SELECT RAISE(ABORT, 'a reading is corrected by a new reading'); END;
`,
};
