CREATE TABLE open311_key (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  key_hash text NOT NULL,
  scopes integer NOT NULL,
  place_id uuid NOT NULL,
  place_path text NOT NULL,
  most_an_hour integer NOT NULL,
  made_at bigint NOT NULL,
  ended_at bigint,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id)
);
CREATE UNIQUE INDEX open311_key_hash ON open311_key (district_id, key_hash);

CREATE TABLE service_attribute (
  district_id integer NOT NULL,
  category text NOT NULL,
  code text NOT NULL,
  sort integer NOT NULL,
  datatype integer NOT NULL,
  is_asked boolean NOT NULL,
  is_required boolean NOT NULL,
  description_zh text NOT NULL,
  description_en text NOT NULL,
  hint_zh text NOT NULL,
  hint_en text NOT NULL,
  choices text NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, category, code)
);

-- What came by POST: tells a repeat, and who may read the answer.
CREATE TABLE open311_call (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  key_id uuid NOT NULL,
  matter_id uuid NOT NULL,
  repeat_hash text NOT NULL,
  update_seq bigint,
  media_url text,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, key_id) REFERENCES open311_key (district_id, id),
  FOREIGN KEY (district_id, matter_id) REFERENCES matter (district_id, id)
);
CREATE INDEX open311_call_repeat ON open311_call (district_id, repeat_hash, at);
CREATE INDEX open311_call_matter ON open311_call (district_id, matter_id, key_id);

-- What happened to requests as the world may know it, by time.
CREATE TABLE request_update (
  district_id integer NOT NULL,
  seq bigint NOT NULL,
  matter_id uuid NOT NULL,
  at bigint NOT NULL,
  status integer NOT NULL,
  stage text NOT NULL,
  PRIMARY KEY (district_id, seq),
  FOREIGN KEY (district_id, matter_id) REFERENCES matter (district_id, id)
);
CREATE INDEX request_update_at ON request_update (district_id, at, seq);
CREATE INDEX request_update_matter ON request_update (district_id, matter_id, seq);

CREATE TABLE forwarding_rule (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  authority text NOT NULL,
  category text NOT NULL,
  place_id uuid NOT NULL,
  place_path text NOT NULL,
  base_url text NOT NULL,
  jurisdiction_id text,
  api_key text NOT NULL,
  service_code text NOT NULL,
  answers_repeats boolean NOT NULL,
  on_closed integer NOT NULL,
  made_at bigint NOT NULL,
  ended_at bigint,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id)
);
CREATE INDEX forwarding_rule_category ON forwarding_rule (district_id, category) WHERE ended_at IS NULL;

CREATE TABLE forwarded_request (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  matter_id uuid NOT NULL,
  rule_id uuid NOT NULL,
  state integer NOT NULL,
  at bigint NOT NULL,
  attempted_at bigint,
  sent_at bigint,
  remote_token text,
  remote_id text,
  remote_status text,
  last_poll_at bigint,
  next_poll_at bigint,
  failures integer NOT NULL,
  error text,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, matter_id) REFERENCES matter (district_id, id),
  FOREIGN KEY (district_id, rule_id) REFERENCES forwarding_rule (district_id, id)
);
CREATE UNIQUE INDEX forwarded_request_once ON forwarded_request (district_id, matter_id);
CREATE INDEX forwarded_request_poll ON forwarded_request (district_id, next_poll_at, id) WHERE next_poll_at IS NOT NULL;
CREATE INDEX forwarded_request_remote ON forwarded_request (district_id, rule_id, remote_id);

CREATE TABLE forwarded_update (
  district_id integer NOT NULL,
  forwarded_id uuid NOT NULL,
  update_id text NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, forwarded_id, update_id),
  FOREIGN KEY (district_id, forwarded_id) REFERENCES forwarded_request (district_id, id)
);
