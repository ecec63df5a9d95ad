CREATE TABLE place (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  parent_id uuid,
  level integer NOT NULL,
  path text NOT NULL,
  code text,
  name text NOT NULL,
  pinyin text NOT NULL,
  latitude double precision,
  longitude double precision,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, parent_id) REFERENCES place (district_id, id)
);
CREATE UNIQUE INDEX place_path ON place (district_id, path);
CREATE UNIQUE INDEX place_code ON place (district_id, code);

CREATE TABLE person (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  phone text,
  email text,
  at bigint NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id)
);
CREATE INDEX person_phone ON person (district_id, phone, id) WHERE phone IS NOT NULL;

CREATE TABLE organisation (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  kind integer NOT NULL,
  parent_id uuid,
  place_id uuid NOT NULL,
  place_path text NOT NULL,
  code text,
  is_active boolean NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, parent_id) REFERENCES organisation (district_id, id),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id)
);
CREATE UNIQUE INDEX organisation_name ON organisation (district_id, name);
CREATE UNIQUE INDEX organisation_code ON organisation (district_id, code);

CREATE TABLE post (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  organisation_id uuid NOT NULL,
  role integer NOT NULL,
  place_id uuid NOT NULL,
  place_path text NOT NULL,
  title text NOT NULL,
  first_day date NOT NULL,
  last_day date,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id),
  FOREIGN KEY (district_id, organisation_id) REFERENCES organisation (district_id, id),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id)
);
CREATE INDEX post_person ON post (district_id, person_id);
CREATE INDEX post_organisation ON post (district_id, organisation_id, role);

CREATE TABLE account (
  district_id integer NOT NULL,
  person_id uuid NOT NULL,
  user_name text NOT NULL,
  password_hash text,
  is_one_time boolean NOT NULL,
  is_active boolean NOT NULL,
  at bigint NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, person_id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id)
);
CREATE UNIQUE INDEX account_user_name ON account (district_id, user_name);

CREATE TABLE session (
  district_id integer NOT NULL,
  token_hash bytea NOT NULL,
  person_id uuid NOT NULL,
  device text NOT NULL,
  at bigint NOT NULL,
  last_used_at bigint NOT NULL,
  ends_at bigint NOT NULL,
  ended_at bigint,
  PRIMARY KEY (district_id, token_hash),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id)
);
CREATE INDEX session_person ON session (district_id, person_id, at);

CREATE TABLE calendar_year (
  district_id integer NOT NULL,
  year integer NOT NULL,
  file text NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, year)
);

CREATE TABLE setting (
  district_id integer NOT NULL,
  name text NOT NULL,
  effective_from date NOT NULL,
  value text NOT NULL,
  at bigint NOT NULL,
  person_id uuid,
  PRIMARY KEY (district_id, name, effective_from, at)
);
--@append-only setting
