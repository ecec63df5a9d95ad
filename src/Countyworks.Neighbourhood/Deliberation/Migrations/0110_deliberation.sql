CREATE TABLE proposal (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  author_id uuid NOT NULL,
  text text NOT NULL,
  latest integer NOT NULL CHECK (latest >= 0),
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, id) REFERENCES matter (district_id, id),
  FOREIGN KEY (district_id, author_id) REFERENCES person (district_id, id)
);
CREATE INDEX proposal_author ON proposal (district_id, author_id, id);

CREATE TABLE seconding (
  district_id integer NOT NULL,
  proposal_id uuid NOT NULL,
  person_id uuid NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, proposal_id, person_id),
  FOREIGN KEY (district_id, proposal_id) REFERENCES proposal (district_id, id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id)
);
CREATE INDEX seconding_person ON seconding (district_id, person_id);
--@append-only seconding

CREATE TABLE proposal_version (
  district_id integer NOT NULL,
  proposal_id uuid NOT NULL,
  number integer NOT NULL CHECK (number >= 1),
  title text NOT NULL,
  item integer NOT NULL CHECK (item BETWEEN 1 AND 9),
  part text NOT NULL,
  text text NOT NULL,
  why text NOT NULL,
  hash bytea NOT NULL,
  author_id uuid NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, proposal_id, number),
  FOREIGN KEY (district_id, proposal_id) REFERENCES proposal (district_id, id),
  FOREIGN KEY (district_id, author_id) REFERENCES person (district_id, id)
);
CREATE INDEX proposal_version_author ON proposal_version (district_id, author_id);
--@append-only proposal_version

CREATE TABLE budget_line (
  district_id integer NOT NULL,
  proposal_id uuid NOT NULL,
  number integer NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  name text NOT NULL,
  fen bigint NOT NULL CHECK (fen >= 0),
  source integer NOT NULL,
  is_yearly boolean NOT NULL,
  PRIMARY KEY (district_id, proposal_id, number, ordinal),
  FOREIGN KEY (district_id, proposal_id, number) REFERENCES proposal_version (district_id, proposal_id, number)
);
--@append-only budget_line

CREATE TABLE proposal_file (
  district_id integer NOT NULL,
  proposal_id uuid NOT NULL,
  number integer NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  file_id uuid NOT NULL,
  name text NOT NULL,
  media_type text NOT NULL,
  sha256 bytea NOT NULL,
  PRIMARY KEY (district_id, proposal_id, number, ordinal),
  FOREIGN KEY (district_id, proposal_id) REFERENCES proposal (district_id, id),
  FOREIGN KEY (district_id, file_id) REFERENCES stored_file (district_id, id)
);
CREATE INDEX proposal_file_file ON proposal_file (district_id, file_id);
--@append-only proposal_file

CREATE TABLE expert (
  district_id integer NOT NULL,
  proposal_id uuid NOT NULL,
  person_id uuid NOT NULL,
  name text NOT NULL,
  field text NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, proposal_id, person_id),
  FOREIGN KEY (district_id, proposal_id) REFERENCES proposal (district_id, id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id)
);
CREATE INDEX expert_person ON expert (district_id, person_id);
--@append-only expert

CREATE TABLE contribution (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  proposal_id uuid NOT NULL,
  kind integer NOT NULL,
  parent_id uuid,
  person_id uuid NOT NULL,
  spoke_as integer NOT NULL,
  text text NOT NULL,
  at bigint NOT NULL,
  hidden_for integer,
  hidden_words text,
  hidden_at bigint,
  closed_at bigint,
  closed_by uuid,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, proposal_id) REFERENCES proposal (district_id, id),
  FOREIGN KEY (district_id, parent_id) REFERENCES contribution (district_id, id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id),
  FOREIGN KEY (district_id, closed_by) REFERENCES person (district_id, id),
  CHECK ((kind = 3) = (parent_id IS NOT NULL)),
  CHECK ((hidden_for IS NULL) = (hidden_at IS NULL)),
  CHECK ((closed_at IS NULL) = (closed_by IS NULL))
);
CREATE INDEX contribution_proposal ON contribution (district_id, proposal_id, id);
CREATE INDEX contribution_person ON contribution (district_id, person_id, id);

CREATE TABLE disclosure (
  district_id integer NOT NULL,
  proposal_id uuid NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  number integer NOT NULL,
  hash bytea NOT NULL,
  fen bigint NOT NULL CHECK (fen >= 0),
  at bigint NOT NULL,
  first_vote_day date NOT NULL,
  PRIMARY KEY (district_id, proposal_id, ordinal),
  FOREIGN KEY (district_id, proposal_id, number) REFERENCES proposal_version (district_id, proposal_id, number)
);
--@append-only disclosure

CREATE TABLE bound_vote (
  district_id integer NOT NULL,
  proposal_id uuid NOT NULL,
  vote_id uuid NOT NULL,
  number integer NOT NULL,
  hash bytea NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, vote_id),
  FOREIGN KEY (district_id, proposal_id, number) REFERENCES proposal_version (district_id, proposal_id, number),
  FOREIGN KEY (district_id, vote_id) REFERENCES vote (district_id, id)
);
CREATE INDEX bound_vote_proposal ON bound_vote (district_id, proposal_id, at);
--@append-only bound_vote

CREATE TABLE doer (
  district_id integer NOT NULL,
  proposal_id uuid NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal >= 1),
  kind integer NOT NULL,
  ledger_id uuid,
  seq bigint,
  fen bigint,
  matter_id uuid,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, proposal_id, ordinal),
  FOREIGN KEY (district_id, proposal_id) REFERENCES proposal (district_id, id),
  FOREIGN KEY (district_id, matter_id) REFERENCES matter (district_id, id),
  FOREIGN KEY (district_id, ledger_id) REFERENCES ledger (district_id, id),
  CHECK ((kind = 1) = (ledger_id IS NOT NULL AND seq IS NOT NULL AND fen IS NOT NULL)),
  CHECK ((kind = 2) = (matter_id IS NOT NULL))
);
--@append-only doer

CREATE TABLE result_report (
  district_id integer NOT NULL,
  proposal_id uuid NOT NULL,
  text text NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, proposal_id),
  FOREIGN KEY (district_id, proposal_id) REFERENCES proposal (district_id, id)
);
--@append-only result_report
