CREATE TABLE stored_file (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  sha256 bytea NOT NULL,
  media_type text NOT NULL,
  length bigint NOT NULL,
  name text NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, id)
);
CREATE INDEX stored_file_sha256 ON stored_file (district_id, sha256);
