CREATE TABLE kept_attempts (
  district_id integer NOT NULL,
  name text NOT NULL,
  key_hash bytea NOT NULL,
  moments bytea NOT NULL,
  last_at bigint NOT NULL,
  PRIMARY KEY (district_id, name, key_hash)
);
CREATE INDEX kept_attempts_last ON kept_attempts (district_id, last_at);
