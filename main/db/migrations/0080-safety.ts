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
  id      INTEGER PRIMARY KEY,
  code    TEXT NOT NULL UNIQUE,
  kind    TEXT NOT NULL CHECK (kind IN ('patrol', 'household')),
  name    TEXT NOT NULL,
  name_en TEXT NOT NULL
) STRICT;

-- text says what must be so, fault what is wrong when it is not. A number's limits are inclusive, in thousandths of its
-- unit; grade is what a failed item proposes for its hazard ('serious' = stop the supply).
CREATE TABLE checklist_item (
  id           INTEGER PRIMARY KEY,
  checklist_id INTEGER NOT NULL REFERENCES checklist (id),
  item_no      INTEGER NOT NULL,
  text         TEXT NOT NULL,
  text_en      TEXT NOT NULL,
  fault        TEXT NOT NULL,
  fault_en     TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('pass-fail', 'number')),
  unit         TEXT NOT NULL DEFAULT '',
  min_milli    INTEGER,
  max_milli    INTEGER,
  grade        TEXT NOT NULL DEFAULT 'general' CHECK (grade IN ('general', 'serious')),
  UNIQUE (checklist_id, item_no)
) STRICT;

INSERT INTO checklist (id, code, kind, name, name_en) VALUES
  (1, 'patrol', 'patrol', '站内日常巡检', 'Daily patrol of the station'),
  (2, 'household', 'household', '入户安全检查', 'Household safety inspection');

INSERT INTO checklist_item (checklist_id, item_no, kind, unit, min_milli, max_milli, grade, text, text_en, fault, fault_en) VALUES
  (1, 1, 'number', '%', 0, 85000, 'serious', '储罐液位', 'Tank level', '储罐液位超过上限', 'Tank level above its limit'),
  (1, 2, 'pass-fail', '', NULL, NULL, 'serious', '储罐压力、温度在规定范围内，仪表完好', 'Tank pressure and temperature within limits, gauges sound', '储罐压力、温度异常或仪表失灵', 'Tank pressure or temperature out of limits, or a gauge out of order'),
  (1, 3, 'pass-fail', '', NULL, NULL, 'serious', '泵、压缩机、管道运行正常，无泄漏', 'Pumps, compressors and pipes work and do not leak', '泵、压缩机或管道异常、泄漏', 'Pump, compressor or pipe faulty or leaking'),
  (1, 4, 'pass-fail', '', NULL, NULL, 'serious', '阀门完好，安全阀在校验有效期内', 'Valves sound, relief valves within their verification', '阀门损坏或安全阀超过校验期', 'Valve damaged or relief valve past its verification'),
  (1, 5, 'pass-fail', '', NULL, NULL, 'serious', '可燃气体探测器和报警器工作正常，在校准有效期内', 'Gas detectors and alarm work and are within their calibration', '可燃气体探测器或报警器失效、超期', 'Gas detector or alarm out of order or past its calibration'),
  (1, 6, 'pass-fail', '', NULL, NULL, 'general', '消防水、灭火器、消防沙齐备有效', 'Fire water, extinguishers and sand complete and ready', '消防器材缺失或失效', 'Fire-fighting equipment missing or not ready'),
  (1, 7, 'number', 'Ω', 0, 10000, 'general', '防静电接地电阻', 'Earthing resistance against static', '防静电接地电阻超过上限', 'Earthing resistance above its limit'),
  (1, 8, 'pass-fail', '', NULL, NULL, 'general', '充装秤在检定有效期内，班前已校零', 'Filling scales verified in date and zeroed before the shift', '充装秤超过检定期或未校零', 'Filling scale past its verification or not zeroed'),
  (1, 9, 'pass-fail', '', NULL, NULL, 'general', '气瓶按实瓶、空瓶、不合格瓶分区存放', 'Cylinders kept apart: full, empty, defective', '气瓶未分区存放', 'Cylinders not kept apart'),
  (1, 10, 'pass-fail', '', NULL, NULL, 'general', '警示标志、围栏完好，动火作业有许可', 'Signs and fence sound, hot work permitted in writing', '警示标志、围栏缺损或无证动火', 'Sign or fence damaged, or hot work without a permit'),
  (1, 11, 'pass-fail', '', NULL, NULL, 'general', '无违章停车，装卸车检查到位', 'No forbidden parking, loading checks done', '违章停车或装卸车检查缺失', 'Forbidden parking or loading check missing'),
  (1, 12, 'pass-fail', '', NULL, NULL, 'general', '视频监控正常，作业人员持证上岗', 'Video link works, people on duty hold their licences', '视频监控中断或人员无证上岗', 'Video link down or somebody on duty without licence');

INSERT INTO checklist_item (checklist_id, item_no, kind, grade, text, text_en, fault, fault_en) VALUES
  (2, 1, 'pass-fail', 'serious', '阀门、调压器、管道、灶具不漏气，管道末端已封堵', 'Valve, regulator, pipe and stove do not leak, open ends are capped', '燃气泄漏或管道末端未封堵', 'Gas leak or open pipe end'),
  (2, 2, 'pass-fail', 'serious', '用气房间未改作卧室、卫生间', 'The gas room is not used as bedroom or bathroom', '用气房间改作卧室或卫生间', 'Gas room used as bedroom or bathroom'),
  (2, 3, 'pass-fail', 'serious', '气瓶未放在地下室、卫生间或不通风处', 'No cylinder in a basement, bathroom or unventilated space', '气瓶放在地下室、卫生间或不通风处', 'Cylinder in a basement, bathroom or unventilated space'),
  (2, 4, 'pass-fail', 'serious', '热水器烟道通至室外，卫生间内无直排式热水器', 'The water heater’s flue ends outdoors, none without flue in a bathroom', '热水器无烟道、烟道在室内或直排式装在卫生间', 'Water heater without flue, flue indoors, or direct-vent in a bathroom'),
  (2, 5, 'pass-fail', 'serious', '同一房间只用一种气源', 'One source of gas in a room', '同一房间使用两种气源', 'Two sources of gas in one room'),
  (2, 6, 'pass-fail', 'serious', '无私改管道、转供燃气、改变用途', 'No unauthorised alteration, resale or changed use', '私改管道、转供燃气或改变用途', 'Unauthorised alteration, resale or changed use'),
  (2, 7, 'pass-fail', 'serious', '气瓶在检验有效期内，调压器型号相符', 'Cylinder within its inspection, regulator of the right type', '使用超期、报废气瓶或调压器型号不符', 'Overdue or scrapped cylinder, or regulator of a wrong type'),
  (2, 8, 'pass-fail', 'serious', '餐饮等单位用户已装报警器，并设独立气瓶间', 'Commercial kitchen has an alarm and a cylinder room', '单位用户未装报警器或无独立气瓶间', 'Commercial kitchen without alarm or cylinder room'),
  (2, 9, 'pass-fail', 'general', '软管无老化、过长、穿墙、加三通，两端管卡牢固', 'Hose not aged, too long, through a wall or with a tee; clamps tight', '软管老化、过长、穿墙、加三通或无管卡', 'Hose aged, too long, through a wall, with a tee or without clamp'),
  (2, 10, 'pass-fail', 'general', '调压器完好，未使用双嘴阀', 'Regulator sound, no double-outlet valve', '调压器老化、缺失或使用双嘴阀', 'Regulator old or missing, or double-outlet valve'),
  (2, 11, 'pass-fail', 'general', '灶具有熄火保护，在使用年限内', 'Stove has a flame-failure device and is within its life', '灶具无熄火保护或超过使用年限', 'Stove without flame-failure device or past its life'),
  (2, 12, 'pass-fail', 'general', '家用燃气报警器已装且有效', 'Household gas alarm fitted and working', '家用燃气报警器未装、失电或超期', 'Household gas alarm missing, without power or overdue'),
  (2, 13, 'pass-fail', 'general', '气瓶远离火源、插座，室内通风良好', 'Cylinder away from fire and sockets, room ventilated', '气瓶靠近火源、插座或通风不良', 'Cylinder near fire or sockets, or poor ventilation'),
  (2, 14, 'pass-fail', 'general', '热水器、排油烟装置完好，在使用年限内', 'Water heater and extractor sound and within their life', '热水器老化或排油烟装置缺失', 'Water heater aged or extractor missing');

-- An inspection is a patrol of the station or a visit to a household; place is where it was, as it was called that day.
CREATE TABLE inspection (
  id           INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL CHECK (kind IN ('patrol', 'household')),
  checklist_id INTEGER NOT NULL REFERENCES checklist (id),
  account_id   INTEGER REFERENCES account (id),
  place        TEXT NOT NULL,
  outcome      TEXT NOT NULL CHECK (outcome IN ('done', 'no-one-home', 'refused')),
  inspected_at INTEGER NOT NULL,
  inspected_on TEXT NOT NULL,
  note         TEXT NOT NULL DEFAULT '',
  photo_id     INTEGER REFERENCES photo (id),
  user_id      INTEGER NOT NULL,
  user_name    TEXT NOT NULL,
  CHECK ((kind = 'household') = (account_id IS NOT NULL)),
  CHECK (outcome = 'done' OR kind = 'household')
) STRICT;
CREATE INDEX inspection_day ON inspection (inspected_on);
CREATE INDEX inspection_account ON inspection (account_id) WHERE account_id IS NOT NULL;
CREATE TRIGGER inspection_frozen BEFORE UPDATE ON inspection BEGIN SELECT RAISE(ABORT, 'an inspection is frozen'); END;
CREATE TRIGGER inspection_kept BEFORE DELETE ON inspection BEGIN SELECT RAISE(ABORT, 'an inspection is frozen'); END;

CREATE TABLE inspection_answer (
  inspection_id INTEGER NOT NULL REFERENCES inspection (id),
  item_id       INTEGER NOT NULL REFERENCES checklist_item (id),
  result        TEXT NOT NULL CHECK (result IN ('pass', 'fail', 'not-applicable')),
  value_milli   INTEGER,
  note          TEXT NOT NULL DEFAULT '',
  photo_id      INTEGER REFERENCES photo (id),
  PRIMARY KEY (inspection_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER inspection_answer_frozen BEFORE UPDATE ON inspection_answer BEGIN SELECT RAISE(ABORT, 'an inspection is frozen'); END;
CREATE TRIGGER inspection_answer_kept BEFORE DELETE ON inspection_answer BEGIN SELECT RAISE(ABORT, 'an inspection is frozen'); END;

-- Dates ending in _on are the station's local dates.
CREATE TABLE hazard (
  id            INTEGER PRIMARY KEY,
  hazard_no     TEXT NOT NULL UNIQUE,
  inspection_id INTEGER REFERENCES inspection (id),
  account_id    INTEGER REFERENCES account (id),
  item_id       INTEGER REFERENCES checklist_item (id),
  place         TEXT NOT NULL,
  description   TEXT NOT NULL,
  grade         TEXT NOT NULL CHECK (grade IN ('general', 'serious')),
  due_on        TEXT NOT NULL,
  responsible   TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('open', 'rectified', 'closed')),
  found_at      INTEGER NOT NULL,
  found_on      TEXT NOT NULL,
  closed_at     INTEGER,
  closed_on     TEXT,
  version       INTEGER NOT NULL DEFAULT 1,
  CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
  CHECK ((closed_at IS NULL) = (closed_on IS NULL))
) STRICT;
CREATE INDEX hazard_open ON hazard (due_on) WHERE state <> 'closed';
CREATE INDEX hazard_found ON hazard (found_on);
CREATE INDEX hazard_account ON hazard (account_id) WHERE account_id IS NOT NULL;
-- The same fault at the same place is one hazard until it is closed.
CREATE UNIQUE INDEX hazard_once ON hazard (ifnull(account_id, 0), item_id) WHERE state <> 'closed' AND item_id IS NOT NULL;
CREATE TRIGGER hazard_found_kept BEFORE UPDATE OF found_at, found_on, hazard_no ON hazard
BEGIN SELECT RAISE(ABORT, 'a hazard keeps the date it was first found'); END;
CREATE TRIGGER hazard_closed_frozen BEFORE UPDATE ON hazard WHEN OLD.state = 'closed'
BEGIN SELECT RAISE(ABORT, 'a closed hazard is frozen'); END;
CREATE TRIGGER hazard_kept BEFORE DELETE ON hazard BEGIN SELECT RAISE(ABORT, 'a hazard is kept'); END;

CREATE TABLE hazard_event (
  id            INTEGER PRIMARY KEY,
  hazard_id     INTEGER NOT NULL REFERENCES hazard (id),
  inspection_id INTEGER REFERENCES inspection (id),
  at            INTEGER NOT NULL,
  on_date       TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('found', 'found-again', 'rectified', 're-check-passed', 're-check-failed', 'notice-printed', 'due-date-changed')),
  note          TEXT NOT NULL DEFAULT '',
  due_on        TEXT,
  photo_id      INTEGER REFERENCES photo (id),
  user_id       INTEGER NOT NULL,
  user_name     TEXT NOT NULL
) STRICT;
CREATE INDEX hazard_event_hazard ON hazard_event (hazard_id);
CREATE TRIGGER hazard_event_frozen BEFORE UPDATE ON hazard_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER hazard_event_kept BEFORE DELETE ON hazard_event BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
`,
};
