CREATE TABLE occupancy (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  place_id uuid NOT NULL,
  place_path text NOT NULL,
  kind integer NOT NULL,
  first_day date NOT NULL,
  last_day date,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id)
);
CREATE INDEX occupancy_place ON occupancy (district_id, place_path, id);
CREATE INDEX occupancy_person ON occupancy (district_id, person_id, first_day);

CREATE TABLE invitation (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  place_id uuid NOT NULL,
  place_path text NOT NULL,
  code_hash bytea NOT NULL,
  at bigint NOT NULL,
  used_at bigint,
  person_id uuid,
  ended_at bigint,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id)
);
CREATE UNIQUE INDEX invitation_code ON invitation (district_id, code_hash);
CREATE INDEX invitation_place ON invitation (district_id, place_path, at);
