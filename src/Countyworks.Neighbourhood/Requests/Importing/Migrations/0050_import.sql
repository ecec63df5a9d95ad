CREATE TABLE stored_profile (
  district_id integer NOT NULL,
  name text NOT NULL,
  profile text NOT NULL,
  at bigint NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, name)
);
