import type { Migration } from '../migrate.ts';

/** Messages to households, the steps of dunning, marks on accounts, and orders to stop and restore a supply. */
export const dunning: Migration = {
  version: 170,
  name: 'dunning',
  up: `
-- One row. The password leaves it only towards the mail server.
CREATE TABLE message_setting (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  modem_id      INTEGER REFERENCES device (id) ON DELETE SET NULL,
  smtp_host     TEXT NOT NULL DEFAULT '',
  smtp_port     INTEGER NOT NULL DEFAULT 465,
  smtp_security TEXT NOT NULL DEFAULT 'tls' CHECK (smtp_security IN ('tls', 'starttls', 'none')),
  smtp_user     TEXT NOT NULL DEFAULT '',
  smtp_password TEXT NOT NULL DEFAULT '',
  mail_from     TEXT NOT NULL DEFAULT '',
  version       INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO message_setting (id) VALUES (1);

-- Texts that differ from the program's own.
CREATE TABLE message_template (
  code    TEXT NOT NULL,
  lang    TEXT NOT NULL CHECK (lang IN ('zh-CN', 'en')),
  subject TEXT NOT NULL DEFAULT '',
  body    TEXT NOT NULL,
  PRIMARY KEY (code, lang)
) STRICT, WITHOUT ROWID;

CREATE TABLE message_contact (
  customer_id INTEGER PRIMARY KEY REFERENCES customer (id),
  email       TEXT NOT NULL DEFAULT '',
  lang        TEXT NOT NULL DEFAULT 'zh-CN' CHECK (lang IN ('zh-CN', 'en'))
) STRICT;

-- The outbox. "unknown": handed over, no answer came; a person decides whether it is sent again, as a new message.
CREATE TABLE message (
  id          INTEGER PRIMARY KEY,
  channel     TEXT NOT NULL CHECK (channel IN ('sms', 'email')),
  account_id  INTEGER NOT NULL REFERENCES account (id),
  about_kind  TEXT NOT NULL CHECK (about_kind IN ('dunning-step', 'suspension-order')),
  about_id    INTEGER NOT NULL,
  recipient   TEXT NOT NULL CHECK (recipient <> ''),
  subject     TEXT NOT NULL DEFAULT '',
  body        TEXT NOT NULL CHECK (body <> ''),
  resend_of   INTEGER UNIQUE REFERENCES message (id),
  state       TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'unknown', 'cancelled')),
  created_at  INTEGER NOT NULL,
  settled_at  INTEGER,
  error_code  TEXT NOT NULL DEFAULT '',
  detail      TEXT NOT NULL DEFAULT '',
  user_name   TEXT NOT NULL
) STRICT;
CREATE INDEX message_queued ON message (state) WHERE state IN ('queued', 'sending');
CREATE UNIQUE INDEX message_once ON message (about_kind, about_id, channel) WHERE resend_of IS NULL;
CREATE INDEX message_about ON message (about_kind, about_id);
CREATE INDEX message_account ON message (account_id);

CREATE TRIGGER message_frozen BEFORE UPDATE OF channel, account_id, about_kind, about_id, recipient, subject, body, resend_of,
  created_at, user_name ON message
BEGIN SELECT RAISE(ABORT, 'a message is frozen'); END;
CREATE TRIGGER message_settled BEFORE UPDATE OF state ON message
WHEN NOT (OLD.state = 'queued' AND NEW.state IN ('sending', 'cancelled')
  OR OLD.state = 'sending' AND NEW.state IN ('sent', 'failed', 'unknown'))
BEGIN SELECT RAISE(ABORT, 'a message goes from queued to sending to its end'); END;
CREATE TRIGGER message_kept BEFORE DELETE ON message BEGIN SELECT RAISE(ABORT, 'a message is frozen'); END;

-- Rules of a service that differ from the program's own.
CREATE TABLE dunning_rule (
  service   TEXT PRIMARY KEY CHECK (service IN ('electricity', 'gas', 'water', 'property')),
  rule_json TEXT NOT NULL CHECK (json_valid(rule_json)),
  version   INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

-- until_on: the last day a promise or a pause holds; null without an end.
CREATE TABLE dunning_mark (
  id          INTEGER PRIMARY KEY,
  account_id  INTEGER NOT NULL REFERENCES account (id),
  kind        TEXT NOT NULL CHECK (kind IN ('protected', 'disputed', 'excluded', 'promise', 'plan')),
  reason      TEXT NOT NULL CHECK (reason <> ''),
  evidence    TEXT NOT NULL DEFAULT '',
  until_on    TEXT,
  made_at     INTEGER NOT NULL,
  user_id     INTEGER,
  user_name   TEXT NOT NULL,
  lifted_at   INTEGER,
  lifted_by   TEXT,
  lift_reason TEXT,
  CHECK (kind <> 'protected' OR (evidence <> '' AND until_on IS NULL)),
  CHECK (kind NOT IN ('promise', 'plan') OR until_on IS NOT NULL),
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lift_reason IS NULL))
) STRICT;
CREATE INDEX dunning_mark_account ON dunning_mark (account_id);
CREATE UNIQUE INDEX dunning_mark_protected ON dunning_mark (account_id) WHERE kind = 'protected' AND lifted_at IS NULL;
CREATE TRIGGER dunning_mark_frozen BEFORE UPDATE OF account_id, kind, reason, evidence, until_on, made_at, user_id, user_name
  ON dunning_mark BEGIN SELECT RAISE(ABORT, 'a mark is frozen'); END;
CREATE TRIGGER dunning_mark_lifted_once BEFORE UPDATE OF lifted_at ON dunning_mark WHEN OLD.lifted_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a mark is lifted once'); END;
CREATE TRIGGER dunning_mark_kept BEFORE DELETE ON dunning_mark BEGIN SELECT RAISE(ABORT, 'a mark is frozen'); END;

-- What was done together and is printed together.
CREATE TABLE dunning_batch (
  id        INTEGER PRIMARY KEY,
  stage     TEXT NOT NULL CHECK (stage IN ('reminder', 'demand', 'notice')),
  made_at   INTEGER NOT NULL,
  made_on   TEXT NOT NULL,
  user_name TEXT NOT NULL
) STRICT;
CREATE TRIGGER dunning_batch_frozen BEFORE UPDATE ON dunning_batch BEGIN SELECT RAISE(ABORT, 'a step is frozen'); END;

-- A debt cycle is named by the oldest overdue bill as it was first issued.
CREATE TABLE dunning_step (
  id            INTEGER PRIMARY KEY,
  batch_id      INTEGER NOT NULL REFERENCES dunning_batch (id),
  account_id    INTEGER NOT NULL REFERENCES account (id),
  stage         TEXT NOT NULL CHECK (stage IN ('reminder', 'demand', 'notice')),
  cycle_bill_id INTEGER NOT NULL REFERENCES bill (id),
  owed_fen      INTEGER NOT NULL CHECK (owed_fen > 0),
  days_overdue  INTEGER NOT NULL CHECK (days_overdue > 0),
  taken_at      INTEGER NOT NULL,
  taken_on      TEXT NOT NULL,
  user_name     TEXT NOT NULL,
  served_on     TEXT,
  served_how    TEXT,
  served_by     TEXT,
  received_by   TEXT,
  served_at     INTEGER,
  cancelled_at  INTEGER,
  CHECK ((served_on IS NULL) = (served_how IS NULL) AND (served_on IS NULL) = (served_by IS NULL)
    AND (served_on IS NULL) = (received_by IS NULL) AND (served_on IS NULL) = (served_at IS NULL)),
  CHECK (served_on IS NULL OR served_on >= taken_on)
) STRICT;
CREATE UNIQUE INDEX dunning_step_once ON dunning_step (account_id, stage, cycle_bill_id) WHERE cancelled_at IS NULL;
CREATE INDEX dunning_step_batch ON dunning_step (batch_id);
CREATE INDEX dunning_step_cycle ON dunning_step (cycle_bill_id);
CREATE TRIGGER dunning_step_frozen BEFORE UPDATE OF batch_id, account_id, stage, cycle_bill_id, owed_fen, days_overdue, taken_at,
  taken_on, user_name ON dunning_step BEGIN SELECT RAISE(ABORT, 'a step is frozen'); END;
CREATE TRIGGER dunning_step_served_once BEFORE UPDATE OF served_on, served_how, served_by, received_by, served_at ON dunning_step
WHEN OLD.served_on IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a notice is served once'); END;
CREATE TRIGGER dunning_step_kept BEFORE DELETE ON dunning_step BEGIN SELECT RAISE(ABORT, 'a step is frozen'); END;

-- The bills a step was about, each with what was left on it.
CREATE TABLE dunning_step_bill (
  step_id       INTEGER NOT NULL REFERENCES dunning_step (id),
  bill_id       INTEGER NOT NULL REFERENCES bill (id),
  first_bill_id INTEGER NOT NULL REFERENCES bill (id),
  left_fen      INTEGER NOT NULL CHECK (left_fen > 0),
  PRIMARY KEY (step_id, bill_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dunning_step_bill_bill ON dunning_step_bill (bill_id);
CREATE INDEX dunning_step_bill_first ON dunning_step_bill (first_bill_id);
CREATE TRIGGER dunning_step_bill_frozen BEFORE UPDATE ON dunning_step_bill BEGIN SELECT RAISE(ABORT, 'a step is frozen'); END;
CREATE TRIGGER dunning_step_bill_kept BEFORE DELETE ON dunning_step_bill BEGIN SELECT RAISE(ABORT, 'a step is frozen'); END;

-- "sent": the command went to the meter, or the sheet to the worker. "unknown": it may have been carried out; somebody must look.
CREATE TABLE suspension_order (
  id             INTEGER PRIMARY KEY,
  order_no       TEXT NOT NULL UNIQUE,
  account_id     INTEGER NOT NULL REFERENCES account (id),
  meter_id       INTEGER NOT NULL REFERENCES meter (id),
  kind           TEXT NOT NULL CHECK (kind IN ('suspend', 'restore')),
  way            TEXT NOT NULL CHECK (way IN ('relay', 'field')),
  state          TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'sent', 'done', 'failed', 'unknown', 'cancelled', 'expired')),
  notice_step_id INTEGER REFERENCES dunning_step (id),
  undoes_id      INTEGER REFERENCES suspension_order (id),
  owed_fen       INTEGER NOT NULL CHECK (owed_fen >= 0),
  reason         TEXT NOT NULL,
  proposed_at    INTEGER NOT NULL,
  proposed_by    INTEGER,
  proposer       TEXT NOT NULL,
  due_at         INTEGER,
  final_call_at  INTEGER,
  confirmed_at   INTEGER,
  confirmed_by   INTEGER REFERENCES user (id),
  confirmer      TEXT,
  valid_until    INTEGER,
  sent_at        INTEGER,
  settled_at     INTEGER,
  error_code     TEXT NOT NULL DEFAULT '',
  status_word    INTEGER,
  worker         TEXT NOT NULL DEFAULT '',
  CHECK ((kind = 'suspend') = (notice_step_id IS NOT NULL)),
  CHECK ((kind = 'restore') = (undoes_id IS NOT NULL)),
  CHECK (state NOT IN ('confirmed', 'sent', 'done', 'failed', 'unknown') OR confirmed_by IS NOT NULL),
  CHECK (state <> 'done' OR way = 'field' AND worker <> '' OR way = 'relay' AND status_word IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX suspension_order_live ON suspension_order (account_id)
  WHERE state IN ('proposed', 'confirmed', 'sent', 'unknown');
CREATE INDEX suspension_order_account ON suspension_order (account_id, id);
CREATE INDEX suspension_order_meter ON suspension_order (meter_id);
CREATE INDEX suspension_order_notice ON suspension_order (notice_step_id);
CREATE INDEX suspension_order_undoes ON suspension_order (undoes_id);
CREATE INDEX suspension_order_confirmer ON suspension_order (confirmed_by);
CREATE TRIGGER suspension_order_frozen BEFORE UPDATE OF order_no, account_id, meter_id, kind, way, notice_step_id, undoes_id, owed_fen,
  reason, proposed_at, proposed_by, proposer, due_at ON suspension_order
BEGIN SELECT RAISE(ABORT, 'an order is frozen'); END;
CREATE TRIGGER suspension_order_steps BEFORE UPDATE OF state ON suspension_order
WHEN NOT (OLD.state = 'proposed' AND NEW.state IN ('confirmed', 'cancelled')
  OR OLD.state = 'confirmed' AND NEW.state IN ('sent', 'cancelled', 'expired')
  OR OLD.state = 'sent' AND NEW.state IN ('done', 'failed', 'unknown')
  OR OLD.state = 'unknown' AND NEW.state IN ('done', 'failed'))
BEGIN SELECT RAISE(ABORT, 'an order takes one step after the other'); END;
-- The last line: whoever must never be cut off is not, whatever the program above does.
CREATE TRIGGER suspension_order_protected BEFORE UPDATE OF state ON suspension_order
WHEN NEW.kind = 'suspend' AND NEW.state IN ('confirmed', 'sent') AND EXISTS (
  SELECT 1 FROM dunning_mark WHERE account_id = NEW.account_id AND kind = 'protected' AND lifted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a protected household is not cut off'); END;
CREATE TRIGGER suspension_order_kept BEFORE DELETE ON suspension_order BEGIN SELECT RAISE(ABORT, 'an order is frozen'); END;

CREATE TABLE suspension_event (
  id        INTEGER PRIMARY KEY,
  order_id  INTEGER NOT NULL REFERENCES suspension_order (id),
  at        INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  note      TEXT NOT NULL DEFAULT '',
  user_name TEXT NOT NULL
) STRICT;
CREATE INDEX suspension_event_order ON suspension_event (order_id);
CREATE TRIGGER suspension_event_frozen BEFORE UPDATE ON suspension_event BEGIN SELECT RAISE(ABORT, 'an order is frozen'); END;
CREATE TRIGGER suspension_event_kept BEFORE DELETE ON suspension_event BEGIN SELECT RAISE(ABORT, 'an order is frozen'); END;
`,
};
