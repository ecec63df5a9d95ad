-- By whom a person is known at the county's own sign-on. Of the subject only a blind index is kept.
CREATE TABLE provider_link (
  district_id integer NOT NULL,
  person_id uuid NOT NULL,
  subject_hash bytea NOT NULL,
  at bigint NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, person_id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id)
);
CREATE UNIQUE INDEX provider_link_subject ON provider_link (district_id, subject_hash);

ALTER TABLE session ADD COLUMN by_provider boolean NOT NULL DEFAULT FALSE;
