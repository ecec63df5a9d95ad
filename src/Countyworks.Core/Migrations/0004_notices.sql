CREATE TABLE notice (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  at bigint NOT NULL,
  key text NOT NULL,
  arguments text NOT NULL,
  link text NOT NULL,
  matter_id uuid,
  read_at bigint,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id),
  FOREIGN KEY (district_id, matter_id) REFERENCES matter (district_id, id)
);
CREATE INDEX notice_person ON notice (district_id, person_id, at, id);
CREATE INDEX notice_unread ON notice (district_id, person_id) WHERE read_at IS NULL;

CREATE TABLE notice_channel (
  district_id integer NOT NULL,
  person_id uuid NOT NULL,
  kind integer NOT NULL,
  is_on boolean NOT NULL,
  address text,
  PRIMARY KEY (district_id, person_id, kind),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id)
);
