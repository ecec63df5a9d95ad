CREATE TABLE api_key (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  key_hash bytea NOT NULL,
  tail text NOT NULL,
  at bigint NOT NULL,
  last_day date NOT NULL,
  last_used_at bigint,
  ended_at bigint,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id)
);
CREATE UNIQUE INDEX api_key_hash ON api_key (district_id, key_hash);
