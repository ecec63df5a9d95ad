CREATE TABLE recovery (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  asked_by uuid NOT NULL,
  asked_at bigint NOT NULL,
  confirmed_by uuid,
  confirmed_at bigint,
  code_hash bytea,
  used_at bigint,
  ended_at bigint,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id),
  FOREIGN KEY (district_id, asked_by) REFERENCES person (district_id, id),
  FOREIGN KEY (district_id, confirmed_by) REFERENCES person (district_id, id),
  CHECK (confirmed_by IS NULL OR (confirmed_by <> asked_by AND confirmed_by <> person_id))
);
CREATE UNIQUE INDEX recovery_code_hash ON recovery (district_id, code_hash) WHERE code_hash IS NOT NULL;
CREATE INDEX recovery_person ON recovery (district_id, person_id, asked_at);
CREATE INDEX recovery_asked ON recovery (district_id, asked_at, id);
