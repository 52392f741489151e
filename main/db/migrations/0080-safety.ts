import type { Migration } from '../migrate.ts';

/** Checklists, patrols, household inspections, hazards and their history, photos. */
export const safety: Migration = {
  version: 80,
  name: 'safety',
  up: `
CREATE TABLE photo (
  id         INTEGER PRIMARY KEY,
  sha256     TEXT NOT NULL UNIQUE,
  mime_type  TEXT NOT NULL,
  bytes      BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  user_id    INTEGER NOT NULL
) STRICT;

CREATE TABLE checklist (
  id   INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('patrol', 'household')),
  name TEXT NOT NULL
) STRICT;

-- A number's limits are inclusive, in thousandths of its unit; grade is what a failed item proposes for its hazard.
CREATE TABLE checklist_item (
  id           INTEGER PRIMARY KEY,
  checklist_id INTEGER NOT NULL REFERENCES checklist (id),
  item_no      INTEGER NOT NULL,
  text         TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('pass-fail', 'number')),
  unit         TEXT NOT NULL DEFAULT '',
  min_milli    INTEGER,
  max_milli    INTEGER,
  grade        TEXT NOT NULL DEFAULT 'general' CHECK (grade IN ('general', 'serious')),
  UNIQUE (checklist_id, item_no)
) STRICT;

-- An inspection is a patrol of the station or a visit to a household.
CREATE TABLE inspection (
  id           INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL CHECK (kind IN ('patrol', 'household')),
  checklist_id INTEGER NOT NULL REFERENCES checklist (id),
  account_id   INTEGER REFERENCES account (id),
  outcome      TEXT NOT NULL CHECK (outcome IN ('done', 'no-one-home', 'refused')),
  inspected_at INTEGER NOT NULL,
  note         TEXT NOT NULL DEFAULT '',
  photo_id     INTEGER REFERENCES photo (id),
  user_id      INTEGER NOT NULL,
  CHECK ((kind = 'household') = (account_id IS NOT NULL))
) STRICT;
CREATE INDEX inspection_time ON inspection (inspected_at);
CREATE INDEX inspection_account ON inspection (account_id) WHERE account_id IS NOT NULL;

CREATE TABLE inspection_answer (
  inspection_id INTEGER NOT NULL REFERENCES inspection (id),
  item_id       INTEGER NOT NULL REFERENCES checklist_item (id),
  result        TEXT NOT NULL CHECK (result IN ('pass', 'fail', 'not-applicable')),
  value_milli   INTEGER,
  note          TEXT NOT NULL DEFAULT '',
  photo_id      INTEGER REFERENCES photo (id),
  PRIMARY KEY (inspection_id, item_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE hazard (
  id            INTEGER PRIMARY KEY,
  hazard_no     TEXT NOT NULL UNIQUE,
  inspection_id INTEGER REFERENCES inspection (id),
  account_id    INTEGER REFERENCES account (id),
  place         TEXT NOT NULL,
  description   TEXT NOT NULL,
  grade         TEXT NOT NULL CHECK (grade IN ('general', 'serious')),
  due_on        TEXT NOT NULL,
  responsible   TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('open', 'rectified', 'closed')),
  found_at      INTEGER NOT NULL,
  closed_at     INTEGER,
  version       INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX hazard_open ON hazard (due_on) WHERE state <> 'closed';

CREATE TABLE hazard_event (
  id        INTEGER PRIMARY KEY,
  hazard_id INTEGER NOT NULL REFERENCES hazard (id),
  at        INTEGER NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('found', 'rectified', 're-check-passed', 're-check-failed', 'notice-printed', 'due-date-changed')),
  note      TEXT NOT NULL DEFAULT '',
  photo_id  INTEGER REFERENCES photo (id),
  user_id   INTEGER NOT NULL,
  user_name TEXT NOT NULL
) STRICT;
CREATE INDEX hazard_event_hazard ON hazard_event (hazard_id);
CREATE TRIGGER hazard_event_frozen BEFORE UPDATE ON hazard_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER hazard_event_kept BEFORE DELETE ON hazard_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
`,
};
