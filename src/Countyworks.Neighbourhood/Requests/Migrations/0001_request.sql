CREATE TABLE request (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  door integer NOT NULL,
  text text NOT NULL,
  address text,
  latitude double precision,
  longitude double precision,
  person_id uuid,
  contact_name text,
  contact_phone text,
  tracking_code text NOT NULL,
  source text,
  source_number text,
  answer text,
  answered_at bigint,
  was_responded_in_time boolean,
  was_answered_at_once boolean NOT NULL,
  result integer,
  response_rating integer,
  result_rating integer,
  attitude_rating integer,
  rating_remark text,
  rated_at bigint,
  counted_as integer NOT NULL,
  counted_month date NOT NULL,
  counted_place_id uuid NOT NULL,
  counted_unit_id uuid NOT NULL,
  counted_category text NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, id) REFERENCES matter (district_id, id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id)
);
CREATE INDEX request_person ON request (district_id, person_id, id) WHERE person_id IS NOT NULL;
CREATE INDEX request_phone ON request (district_id, contact_phone, id) WHERE contact_phone IS NOT NULL;
CREATE INDEX request_counted ON request (district_id, counted_month, id);
CREATE UNIQUE INDEX request_source ON request (district_id, source, source_number) WHERE source IS NOT NULL;

CREATE TABLE category (
  district_id integer NOT NULL,
  code text NOT NULL,
  name_zh text NOT NULL,
  name_en text NOT NULL,
  keywords text NOT NULL,
  priority integer NOT NULL,
  sort integer NOT NULL,
  is_active boolean NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, code)
);
