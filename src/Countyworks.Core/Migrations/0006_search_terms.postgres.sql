CREATE TABLE search_terms (
  district_id integer NOT NULL,
  number bigint NOT NULL,
  terms tsvector NOT NULL,
  PRIMARY KEY (district_id, number)
);
CREATE INDEX search_terms_terms ON search_terms USING gin (terms);
