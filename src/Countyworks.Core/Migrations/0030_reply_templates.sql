CREATE TABLE reply_template (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  move text NOT NULL,
  category text,
  title text NOT NULL,
  text text NOT NULL,
  is_active boolean NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id)
);
CREATE INDEX reply_template_move ON reply_template (district_id, kind, move, title, id);
