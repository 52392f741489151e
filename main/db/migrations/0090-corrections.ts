import type { Migration } from '../migrate.ts';

/** Corrections of issued bills: why, which bill replaces which, and where the money paid on it went. */
export const corrections: Migration = {
  version: 90,
  name: 'corrections',
  up: `
-- reading: a reading was wrong, and another took its place · swap: two meters measured for each other's account.
CREATE TABLE correction (
  id             INTEGER PRIMARY KEY,
  kind           TEXT NOT NULL DEFAULT 'reading' CHECK (kind IN ('reading', 'swap')),
  reading_id     INTEGER UNIQUE REFERENCES reading (id),
  new_reading_id INTEGER UNIQUE REFERENCES reading (id),
  reason         TEXT NOT NULL CHECK (reason <> ''),
  difference_fen INTEGER NOT NULL,
  credit_fen     INTEGER NOT NULL CHECK (credit_fen >= 0),
  corrected_at   INTEGER NOT NULL,
  corrected_on   TEXT NOT NULL,
  user_id        INTEGER,
  user_name      TEXT NOT NULL,
  CHECK (iif(kind = 'reading',
    reading_id IS NOT NULL AND new_reading_id IS NOT NULL AND reading_id <> new_reading_id,
    coalesce(reading_id, new_reading_id) IS NULL))
) STRICT;

-- first_bill_id is the bill a chain of replacements began with: tiers count in the order of the first bills.
CREATE TABLE bill_replacement (
  bill_id       INTEGER PRIMARY KEY REFERENCES bill (id),
  new_bill_id   INTEGER NOT NULL UNIQUE REFERENCES bill (id),
  first_bill_id INTEGER NOT NULL REFERENCES bill (id),
  correction_id INTEGER NOT NULL REFERENCES correction (id),
  CHECK (bill_id < new_bill_id AND first_bill_id <= bill_id)
) STRICT;
CREATE INDEX bill_replacement_correction ON bill_replacement (correction_id);

-- Money that payments put on a bill and that counts elsewhere since. A null side is the credit of the account.
-- payment_id: the reversed payment that took it back.
CREATE TABLE bill_transfer (
  id            INTEGER PRIMARY KEY,
  correction_id INTEGER REFERENCES correction (id),
  payment_id    INTEGER REFERENCES payment (id),
  account_id    INTEGER NOT NULL REFERENCES account (id),
  from_bill_id  INTEGER REFERENCES bill (id),
  to_bill_id    INTEGER REFERENCES bill (id),
  amount_fen    INTEGER NOT NULL CHECK (amount_fen > 0),
  moved_at      INTEGER NOT NULL,
  moved_on      TEXT NOT NULL,
  CHECK (from_bill_id IS NOT NULL OR to_bill_id IS NOT NULL),
  CHECK ((correction_id IS NULL) <> (payment_id IS NULL))
) STRICT;
CREATE INDEX bill_transfer_from ON bill_transfer (from_bill_id) WHERE from_bill_id IS NOT NULL;
CREATE INDEX bill_transfer_to ON bill_transfer (to_bill_id) WHERE to_bill_id IS NOT NULL;
CREATE INDEX bill_transfer_correction ON bill_transfer (correction_id) WHERE correction_id IS NOT NULL;

CREATE TRIGGER correction_frozen BEFORE UPDATE ON correction BEGIN SELECT RAISE(ABORT, 'a correction is frozen'); END;
CREATE TRIGGER correction_kept BEFORE DELETE ON correction BEGIN SELECT RAISE(ABORT, 'a correction is frozen'); END;
CREATE TRIGGER bill_replacement_frozen BEFORE UPDATE ON bill_replacement BEGIN SELECT RAISE(ABORT, 'a correction is frozen'); END;
CREATE TRIGGER bill_replacement_kept BEFORE DELETE ON bill_replacement BEGIN SELECT RAISE(ABORT, 'a correction is frozen'); END;
CREATE TRIGGER bill_transfer_frozen BEFORE UPDATE ON bill_transfer BEGIN SELECT RAISE(ABORT, 'a correction is frozen'); END;
CREATE TRIGGER bill_transfer_kept BEFORE DELETE ON bill_transfer BEGIN SELECT RAISE(ABORT, 'a correction is frozen'); END;
`,
};
