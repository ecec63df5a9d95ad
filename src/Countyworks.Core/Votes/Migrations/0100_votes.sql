CREATE TABLE unit_title (
  district_id integer NOT NULL,
  place_id uuid NOT NULL,
  place_path text NOT NULL,
  area bigint NOT NULL CHECK (area >= 0),
  basis integer NOT NULL,
  buyer bytea NOT NULL,
  is_with_developer boolean NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, place_id),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id)
);
CREATE INDEX unit_title_path ON unit_title (district_id, place_path);

CREATE TABLE vote (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  place_id uuid NOT NULL,
  place_path text NOT NULL,
  item integer NOT NULL CHECK (item BETWEEN 1 AND 9),
  question text NOT NULL,
  document text NOT NULL,
  precedence integer NOT NULL,
  mandate_cap integer NOT NULL CHECK (mandate_cap >= 0),
  silence_counts boolean NOT NULL,
  stage integer NOT NULL,
  announced_at bigint,
  opens_at bigint,
  closes_at bigint,
  document_hash bytea,
  roll_root bytea,
  list_root bytea,
  closed_at bigint,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id),
  CHECK (closes_at IS NULL OR closes_at > opens_at)
);
CREATE UNIQUE INDEX vote_number ON vote (district_id, number);
CREATE INDEX vote_place ON vote (district_id, place_path, id);
CREATE INDEX vote_due ON vote (district_id, stage, closes_at);

CREATE TABLE roll_head (
  district_id integer NOT NULL,
  vote_id uuid NOT NULL,
  head integer NOT NULL CHECK (head >= 1),
  area bigint NOT NULL CHECK (area >= 0),
  units integer NOT NULL CHECK (units >= 1),
  PRIMARY KEY (district_id, vote_id, head),
  FOREIGN KEY (district_id, vote_id) REFERENCES vote (district_id, id)
);
--@append-only roll_head

CREATE TABLE roll_place (
  district_id integer NOT NULL,
  vote_id uuid NOT NULL,
  place_id uuid NOT NULL,
  building_id uuid NOT NULL,
  head integer NOT NULL,
  area bigint NOT NULL CHECK (area >= 0),
  PRIMARY KEY (district_id, vote_id, place_id),
  FOREIGN KEY (district_id, vote_id, head) REFERENCES roll_head (district_id, vote_id, head),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id)
);
CREATE INDEX roll_place_head ON roll_place (district_id, vote_id, head);
CREATE INDEX roll_place_unit ON roll_place (district_id, place_id);
--@append-only roll_place

CREATE TABLE ballot (
  district_id integer NOT NULL,
  vote_id uuid NOT NULL,
  seq bigint NOT NULL,
  head integer NOT NULL,
  person_id uuid,
  door integer NOT NULL,
  choice integer NOT NULL CHECK (choice BETWEEN 1 AND 3),
  commitment bytea NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, vote_id, seq),
  FOREIGN KEY (district_id, vote_id, head) REFERENCES roll_head (district_id, vote_id, head)
);
CREATE INDEX ballot_head ON ballot (district_id, vote_id, head, seq);
CREATE INDEX ballot_person ON ballot (district_id, person_id, seq);
CREATE UNIQUE INDEX ballot_commitment ON ballot (district_id, vote_id, commitment);
--@append-only ballot

CREATE TABLE paper_entry (
  district_id integer NOT NULL,
  vote_id uuid NOT NULL,
  seq bigint NOT NULL,
  head integer NOT NULL,
  sheet integer NOT NULL,
  teller_id uuid NOT NULL,
  choice integer NOT NULL CHECK (choice BETWEEN 1 AND 3),
  at bigint NOT NULL,
  PRIMARY KEY (district_id, vote_id, seq),
  FOREIGN KEY (district_id, vote_id, head) REFERENCES roll_head (district_id, vote_id, head),
  FOREIGN KEY (district_id, teller_id) REFERENCES person (district_id, id)
);
CREATE UNIQUE INDEX paper_entry_teller ON paper_entry (district_id, vote_id, head, sheet, teller_id);
--@append-only paper_entry

CREATE TABLE mandate (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  vote_id uuid NOT NULL,
  head integer NOT NULL,
  holder_id uuid NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, vote_id, head) REFERENCES roll_head (district_id, vote_id, head),
  FOREIGN KEY (district_id, holder_id) REFERENCES person (district_id, id)
);
CREATE UNIQUE INDEX mandate_head ON mandate (district_id, vote_id, head);
CREATE INDEX mandate_holder ON mandate (district_id, holder_id, vote_id);
--@append-only mandate

CREATE TABLE delivery (
  district_id integer NOT NULL,
  vote_id uuid NOT NULL,
  head integer NOT NULL,
  way integer NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, vote_id, head, way),
  FOREIGN KEY (district_id, vote_id, head) REFERENCES roll_head (district_id, vote_id, head)
);
--@append-only delivery
