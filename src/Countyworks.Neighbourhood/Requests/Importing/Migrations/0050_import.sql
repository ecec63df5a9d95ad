CREATE TABLE stored_profile (
  district_id integer NOT NULL,
  name text NOT NULL,
  profile text NOT NULL,
  at bigint NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, name)
);

CREATE TABLE import_batch (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  at bigint NOT NULL,
  person_id uuid,
  file_name text NOT NULL,
  profile text NOT NULL,
  creates_units boolean NOT NULL,
  state integer NOT NULL,
  rows integer NOT NULL,
  done integer NOT NULL,
  created integer NOT NULL,
  merged integer NOT NULL,
  already integer NOT NULL,
  rejected integer NOT NULL,
  notes text NOT NULL,
  ended_at bigint,
  failed_for text,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id)
);
CREATE INDEX import_batch_waiting ON import_batch (district_id, id) WHERE state IN (2, 4);

CREATE TABLE import_rejection (
  district_id integer NOT NULL,
  batch_id uuid NOT NULL,
  line integer NOT NULL,
  refusal text NOT NULL,
  cells text NOT NULL,
  PRIMARY KEY (district_id, batch_id, line),
  FOREIGN KEY (district_id, batch_id) REFERENCES import_batch (district_id, id)
);
