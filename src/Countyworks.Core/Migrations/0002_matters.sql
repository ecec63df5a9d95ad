CREATE TABLE matter (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  number text NOT NULL,
  title text NOT NULL,
  category text,
  place_id uuid NOT NULL,
  place_path text NOT NULL,
  priority integer NOT NULL,
  stage text NOT NULL,
  is_open boolean NOT NULL,
  opened_at bigint NOT NULL,
  closed_at bigint,
  unit_id uuid,
  next_mark text,
  next_due_at bigint,
  next_due_on date,
  is_provisional boolean NOT NULL,
  extension_days integer NOT NULL,
  returns integer NOT NULL,
  reopens integer NOT NULL,
  reopened_at bigint,
  excluded_for text,
  merged_into_id uuid,
  escalation_step integer NOT NULL,
  reminded_mark text,
  next_check_at bigint,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id),
  FOREIGN KEY (district_id, unit_id) REFERENCES organisation (district_id, id),
  FOREIGN KEY (district_id, merged_into_id) REFERENCES matter (district_id, id)
);
CREATE UNIQUE INDEX matter_number ON matter (district_id, number);
CREATE INDEX matter_due ON matter (district_id, next_due_at, id) WHERE next_due_at IS NOT NULL;
CREATE INDEX matter_check ON matter (district_id, next_check_at, id) WHERE next_check_at IS NOT NULL;
CREATE INDEX matter_stage ON matter (district_id, kind, stage, opened_at, id);
CREATE INDEX matter_opened ON matter (district_id, kind, opened_at, id);
CREATE INDEX matter_category ON matter (district_id, category, opened_at, id) WHERE is_open;
CREATE INDEX matter_place ON matter (district_id, place_path, opened_at);
CREATE INDEX matter_unit ON matter (district_id, unit_id, is_open, next_due_at, id);
CREATE INDEX matter_merged ON matter (district_id, merged_into_id) WHERE merged_into_id IS NOT NULL;

CREATE TABLE matter_mark (
  district_id integer NOT NULL,
  matter_id uuid NOT NULL,
  mark text NOT NULL,
  ordinal integer NOT NULL,
  due_on date,
  due_at bigint,
  is_provisional boolean NOT NULL,
  met_at bigint,
  PRIMARY KEY (district_id, matter_id, mark),
  FOREIGN KEY (district_id, matter_id) REFERENCES matter (district_id, id)
);
CREATE INDEX matter_mark_provisional ON matter_mark (district_id, matter_id) WHERE is_provisional;

CREATE TABLE matter_pause (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  matter_id uuid NOT NULL,
  at bigint NOT NULL,
  ended_at bigint,
  reason text NOT NULL,
  no_longer_than bigint NOT NULL,
  approved_by uuid,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, matter_id) REFERENCES matter (district_id, id)
);
CREATE INDEX matter_pause_matter ON matter_pause (district_id, matter_id);
CREATE INDEX matter_pause_open ON matter_pause (district_id, no_longer_than) WHERE ended_at IS NULL;

CREATE TABLE assignment (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  matter_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  part integer NOT NULL,
  at bigint NOT NULL,
  ended_at bigint,
  ended_by text,
  signed_at bigint,
  due_at bigint,
  due_on date,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, matter_id) REFERENCES matter (district_id, id),
  FOREIGN KEY (district_id, unit_id) REFERENCES organisation (district_id, id)
);
CREATE INDEX assignment_matter ON assignment (district_id, matter_id, at);
CREATE INDEX assignment_inbox ON assignment (district_id, unit_id, due_at, id) WHERE ended_at IS NULL;

CREATE TABLE ask (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  matter_id uuid NOT NULL,
  kind integer NOT NULL,
  unit_id uuid NOT NULL,
  at bigint NOT NULL,
  reason text NOT NULL,
  days integer NOT NULL,
  review_on date,
  decided_at bigint,
  is_granted boolean,
  decided_by uuid,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, matter_id) REFERENCES matter (district_id, id)
);
CREATE INDEX ask_matter ON ask (district_id, matter_id, at);
CREATE INDEX ask_waiting ON ask (district_id, at, id) WHERE decided_at IS NULL;

CREATE TABLE matter_link (
  district_id integer NOT NULL,
  from_id uuid NOT NULL,
  to_id uuid NOT NULL,
  relation text NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, from_id, to_id, relation),
  FOREIGN KEY (district_id, from_id) REFERENCES matter (district_id, id),
  FOREIGN KEY (district_id, to_id) REFERENCES matter (district_id, id)
);
CREATE INDEX matter_link_to ON matter_link (district_id, to_id);

CREATE TABLE watcher (
  district_id integer NOT NULL,
  matter_id uuid NOT NULL,
  person_id uuid NOT NULL,
  PRIMARY KEY (district_id, matter_id, person_id)
);
CREATE INDEX watcher_person ON watcher (district_id, person_id);

CREATE TABLE matter_file (
  district_id integer NOT NULL,
  matter_id uuid NOT NULL,
  file_id uuid NOT NULL,
  seq bigint NOT NULL,
  purpose text NOT NULL,
  PRIMARY KEY (district_id, matter_id, file_id)
);
CREATE INDEX matter_file_file ON matter_file (district_id, file_id);

-- Numbers kept up by what happens and rebuildable from the records: one row an indicator, month, place, unit, category and set of flags.
CREATE TABLE indicator_sum (
  district_id integer NOT NULL,
  indicator text NOT NULL,
  month date NOT NULL,
  place_id uuid NOT NULL,
  unit_id uuid NOT NULL,
  category text NOT NULL,
  flags integer NOT NULL,
  count bigint NOT NULL,
  changed bigint NOT NULL,
  PRIMARY KEY (district_id, indicator, month, place_id, unit_id, category, flags)
);
CREATE INDEX indicator_sum_changed ON indicator_sum (district_id, indicator, changed);
CREATE INDEX indicator_sum_nothing ON indicator_sum (district_id, changed) WHERE count = 0;
