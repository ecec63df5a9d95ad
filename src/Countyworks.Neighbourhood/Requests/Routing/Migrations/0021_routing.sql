CREATE TABLE routing_rule (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  category text,
  place_id uuid NOT NULL,
  place_path text NOT NULL,
  unit_id uuid NOT NULL,
  note text,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id),
  FOREIGN KEY (district_id, unit_id) REFERENCES organisation (district_id, id)
);
CREATE UNIQUE INDEX routing_rule_once ON routing_rule (district_id, place_path, coalesce(category, ''));
