CREATE TABLE search_entry (
  district_id integer NOT NULL,
  subject_id uuid NOT NULL,
  number bigint NOT NULL,
  kind text NOT NULL,
  place_path text NOT NULL,
  audience integer NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, subject_id)
);
CREATE UNIQUE INDEX search_entry_number ON search_entry (district_id, number);
