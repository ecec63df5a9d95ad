-- The journal: what happened, in order, for ever. A remark may be erased, nothing else may change.
CREATE TABLE fact (
  district_id integer NOT NULL,
  seq bigint NOT NULL,
  at bigint NOT NULL,
  kind text NOT NULL,
  person_id uuid,
  post_id uuid,
  subject_id uuid,
  audience integer NOT NULL,
  data text NOT NULL,
  remark text,
  PRIMARY KEY (district_id, seq)
);
CREATE INDEX fact_subject ON fact (district_id, subject_id, seq);
--@append-only fact erasable remark

CREATE TABLE series (
  district_id integer NOT NULL,
  name text NOT NULL,
  last bigint NOT NULL,
  PRIMARY KEY (district_id, name)
);

CREATE TABLE answer (
  district_id integer NOT NULL,
  key text NOT NULL,
  body_hash bytea NOT NULL,
  command text NOT NULL,
  at bigint NOT NULL,
  result text NOT NULL,
  PRIMARY KEY (district_id, key)
);

CREATE TABLE message (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  at bigint NOT NULL,
  topic text NOT NULL,
  body text NOT NULL,
  tries integer NOT NULL,
  next_try_at bigint,
  done_at bigint,
  error text,
  PRIMARY KEY (district_id, id)
);
CREATE INDEX message_waiting ON message (district_id, next_try_at, id) WHERE next_try_at IS NOT NULL;
CREATE INDEX message_done ON message (district_id, done_at, id) WHERE done_at IS NOT NULL;

CREATE TABLE lease (
  district_id integer NOT NULL,
  job text NOT NULL,
  holder text NOT NULL,
  until bigint NOT NULL,
  next_run_at bigint NOT NULL,
  last_run_at bigint,
  failures integer NOT NULL,
  error text,
  PRIMARY KEY (district_id, job)
);
