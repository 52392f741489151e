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

-- door_no is what people call the flat: building-unit-room, e.g. "3-2-501"; door_sort is the same with its figures
-- padded, so that building 10 comes after building 9.
CREATE TABLE premises (
  id         INTEGER PRIMARY KEY,
  building   TEXT NOT NULL,
  unit       TEXT NOT NULL DEFAULT '',
  room       TEXT NOT NULL DEFAULT '',
  door_no    TEXT NOT NULL UNIQUE,
  door_sort  TEXT NOT NULL DEFAULT '',
  address    TEXT NOT NULL DEFAULT '',
  area_dm2   INTEGER,
  created_at INTEGER NOT NULL,
  version    INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX premises_building ON premises (building, door_sort);
CREATE INDEX premises_door_sort ON premises (door_sort);

CREATE TABLE account (
  id             INTEGER PRIMARY KEY,
  account_no     TEXT NOT NULL UNIQUE,
  customer_id    INTEGER NOT NULL REFERENCES customer (id),
  premises_id    INTEGER NOT NULL REFERENCES premises (id),
  service        TEXT NOT NULL CHECK (service IN ('electricity', 'gas', 'water', 'property')),
  tariff_code    TEXT,
  opened_on      TEXT NOT NULL,
  closed_on      TEXT,
  created_at     INTEGER NOT NULL,
  version        INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX account_customer ON account (customer_id);
CREATE INDEX account_premises ON account (premises_id);
-- A 户号 is one service at one premises: the next holder's account is opened after this one is closed.
CREATE UNIQUE INDEX account_open_once ON account (premises_id, service) WHERE closed_on IS NULL;

-- One row a way to find an account: name, pinyin, initials, phone, last digits (stored reversed behind "<" or ">"), door,
-- account and meter number, all normalised. Read as a range of keys; closed accounts lie behind the open ones.
CREATE TABLE search_key (
  is_closed  INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
  key        TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account (id),
  kind       TEXT NOT NULL,
  PRIMARY KEY (is_closed, key, account_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_key_account ON search_key (account_id, is_closed, key);
`,
};
