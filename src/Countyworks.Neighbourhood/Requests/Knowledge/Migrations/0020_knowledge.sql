CREATE TABLE article (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  title text NOT NULL,
  text text NOT NULL,
  category text,
  keywords text NOT NULL,
  updated_at bigint NOT NULL,
  is_active boolean NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id)
);
