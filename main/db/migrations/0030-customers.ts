import type { Migration } from '../migrate.ts';

/** Customers, premises, accounts and the one table the search box reads. */
export const customers: Migration = {
  version: 30,
  name: 'customers',
  up: `
CREATE TABLE customer (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  kind       TEXT NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'company')),
  phone      TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT '',
  closed_on  TEXT,
  created_at INTEGER NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1
) STRICT;

-- door_no is what people call the flat: building-unit-room, e.g. "3-2-501".
CREATE TABLE premises (
  id         INTEGER PRIMARY KEY,
  building   TEXT NOT NULL,
  unit       TEXT NOT NULL DEFAULT '',
  room       TEXT NOT NULL DEFAULT '',
  door_no    TEXT NOT NULL UNIQUE,
  address    TEXT NOT NULL DEFAULT '',
  area_dm2   INTEGER,
  created_at INTEGER NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX premises_building ON premises (building);

CREATE TABLE account (
  id             INTEGER PRIMARY KEY,
  account_no     TEXT NOT NULL UNIQUE,
  customer_id    INTEGER NOT NULL REFERENCES customer (id),
  premises_id    INTEGER NOT NULL REFERENCES premises (id),
  service        TEXT NOT NULL CHECK (service IN ('electricity', 'gas', 'water', 'property')),
  tariff_code    TEXT,
  household_size INTEGER NOT NULL DEFAULT 1 CHECK (household_size >= 0),
  opened_on      TEXT NOT NULL,
  closed_on      TEXT,
  created_at     INTEGER NOT NULL,
  version        INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX account_customer ON account (customer_id);
CREATE INDEX account_premises ON account (premises_id);

-- One row a prefix that finds an account: name, pinyin, initials, phone, its last digits, door, account and meter number.
CREATE TABLE search_key (
  key        TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account (id),
  kind       TEXT NOT NULL,
  PRIMARY KEY (key, account_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_key_account ON search_key (account_id);
`,
};
