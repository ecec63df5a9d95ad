CREATE TABLE shift (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  place_id uuid NOT NULL,
  place_path text NOT NULL,
  post_id uuid NOT NULL,
  person_id uuid NOT NULL,
  starts_at bigint NOT NULL,
  ends_at bigint NOT NULL CHECK (ends_at >= starts_at),
  phone text NOT NULL,
  reminded_at bigint,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id),
  FOREIGN KEY (district_id, post_id) REFERENCES post (district_id, id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id)
);
CREATE INDEX shift_of_place ON shift (district_id, place_id, starts_at);
CREATE INDEX shift_of_person ON shift (district_id, person_id, starts_at);
CREATE INDEX shift_by_start ON shift (district_id, starts_at);

CREATE TABLE hand_over (
  district_id integer NOT NULL,
  shift_id uuid NOT NULL,
  note text NOT NULL,
  open_matters integer NOT NULL,
  given_at bigint NOT NULL,
  given_by uuid NOT NULL,
  confirmed_at bigint,
  confirmed_by uuid,
  version integer NOT NULL,
  PRIMARY KEY (district_id, shift_id),
  FOREIGN KEY (district_id, shift_id) REFERENCES shift (district_id, id),
  FOREIGN KEY (district_id, given_by) REFERENCES person (district_id, id),
  FOREIGN KEY (district_id, confirmed_by) REFERENCES person (district_id, id),
  CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL))
);

CREATE TABLE told_gap (
  district_id integer NOT NULL,
  place_id uuid NOT NULL,
  starts_at bigint NOT NULL,
  ends_at bigint NOT NULL CHECK (ends_at > starts_at),
  told_at bigint NOT NULL,
  PRIMARY KEY (district_id, place_id, starts_at),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id)
);
