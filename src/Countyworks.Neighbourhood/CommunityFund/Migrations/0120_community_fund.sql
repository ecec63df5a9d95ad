-- The community fund of a neighbourhood. Money moves in the ledgers; these tables say what for.
CREATE TABLE fund (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  place_id uuid NOT NULL,
  place_path text NOT NULL,
  code text NOT NULL,
  fees_id uuid NOT NULL,
  common_id uuid NOT NULL,
  maintenance_id uuid NOT NULL,
  committee_limit_fen bigint NOT NULL CHECK (committee_limit_fen >= 0),
  first_raising_fen bigint NOT NULL CHECK (first_raising_fen >= 0),
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id),
  FOREIGN KEY (district_id, fees_id) REFERENCES ledger (district_id, id),
  FOREIGN KEY (district_id, common_id) REFERENCES ledger (district_id, id),
  FOREIGN KEY (district_id, maintenance_id) REFERENCES ledger (district_id, id)
);
CREATE UNIQUE INDEX fund_of_place ON fund (district_id, place_id);

CREATE TABLE fund_contract (
  district_id integer NOT NULL,
  fund_id uuid NOT NULL,
  since date NOT NULL,
  manager text NOT NULL,
  model integer NOT NULL CHECK (model IN (1, 2)),
  base integer NOT NULL CHECK (base BETWEEN 1 AND 3),
  rate_basis_points integer NOT NULL CHECK (rate_basis_points BETWEEN 0 AND 10000),
  fixed_fen bigint NOT NULL CHECK (fixed_fen >= 0),
  authority_id uuid NOT NULL,
  posted_fen bigint NOT NULL,
  posted_through date,
  version integer NOT NULL,
  PRIMARY KEY (district_id, fund_id, since),
  FOREIGN KEY (district_id, fund_id) REFERENCES fund (district_id, id),
  FOREIGN KEY (district_id, authority_id) REFERENCES spend_authority (district_id, id)
);

CREATE TABLE fund_unit (
  district_id integer NOT NULL,
  fund_id uuid NOT NULL,
  place_id uuid NOT NULL,
  number integer NOT NULL CHECK (number >= 1),
  use integer NOT NULL CHECK (use BETWEEN 1 AND 4),
  charged_from date,
  version integer NOT NULL,
  PRIMARY KEY (district_id, fund_id, place_id),
  FOREIGN KEY (district_id, fund_id) REFERENCES fund (district_id, id),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id)
);
CREATE UNIQUE INDEX fund_unit_number ON fund_unit (district_id, fund_id, number);

CREATE TABLE fund_price (
  district_id integer NOT NULL,
  fund_id uuid NOT NULL,
  use integer NOT NULL CHECK (use BETWEEN 1 AND 4),
  since date NOT NULL,
  fen bigint NOT NULL CHECK (fen >= 0),
  authority_id uuid NOT NULL,
  PRIMARY KEY (district_id, fund_id, use, since),
  FOREIGN KEY (district_id, fund_id) REFERENCES fund (district_id, id),
  FOREIGN KEY (district_id, authority_id) REFERENCES spend_authority (district_id, id)
);

CREATE TABLE billing_run (
  district_id integer NOT NULL,
  fund_id uuid NOT NULL,
  since date NOT NULL,
  months integer NOT NULL CHECK (months BETWEEN 1 AND 12),
  due_on date NOT NULL,
  last_unit integer NOT NULL CHECK (last_unit >= 0),
  finished_at bigint,
  version integer NOT NULL,
  PRIMARY KEY (district_id, fund_id, since),
  FOREIGN KEY (district_id, fund_id) REFERENCES fund (district_id, id)
);

-- What is open of a bill is never below nothing, and a unit is billed once for a period.
CREATE TABLE fund_bill (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  fund_id uuid NOT NULL,
  place_id uuid NOT NULL,
  since date NOT NULL,
  months integer NOT NULL CHECK (months BETWEEN 1 AND 12),
  area bigint NOT NULL CHECK (area >= 0),
  use integer NOT NULL CHECK (use BETWEEN 1 AND 4),
  price_fen bigint NOT NULL CHECK (price_fen >= 0),
  fen bigint NOT NULL CHECK (fen > 0),
  due_on date NOT NULL,
  entry_seq bigint NOT NULL,
  laid_fen bigint NOT NULL,
  reminded_on date,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, fund_id, place_id) REFERENCES fund_unit (district_id, fund_id, place_id),
  CONSTRAINT no_more_than_the_bill CHECK (laid_fen BETWEEN 0 AND fen)
);
CREATE UNIQUE INDEX fund_bill_once ON fund_bill (district_id, fund_id, place_id, since);
CREATE INDEX fund_bill_unreminded ON fund_bill (district_id, due_on, id) WHERE reminded_on IS NULL;
CREATE INDEX fund_bill_by_period ON fund_bill (district_id, fund_id, since, place_id);

CREATE TABLE fund_payment (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  fund_id uuid NOT NULL,
  place_id uuid NOT NULL,
  received_on date NOT NULL,
  fen bigint NOT NULL CHECK (fen > 0),
  means integer NOT NULL CHECK (means BETWEEN 1 AND 4),
  key text NOT NULL,
  ahead_fen bigint NOT NULL CHECK (ahead_fen BETWEEN 0 AND fen),
  entry_seq bigint NOT NULL,
  returned_on date,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, fund_id, place_id) REFERENCES fund_unit (district_id, fund_id, place_id)
);
CREATE UNIQUE INDEX fund_payment_key ON fund_payment (district_id, fund_id, key);
CREATE UNIQUE INDEX fund_payment_number ON fund_payment (district_id, number);
CREATE INDEX fund_payment_by_day ON fund_payment (district_id, fund_id, received_on, id);
CREATE INDEX fund_payment_of_unit ON fund_payment (district_id, fund_id, place_id, received_on);

CREATE TABLE bill_share (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  fund_id uuid NOT NULL,
  bill_id uuid NOT NULL,
  payment_id uuid,
  source integer NOT NULL CHECK (source BETWEEN 1 AND 3),
  fen bigint NOT NULL CHECK (fen > 0),
  laid_on date NOT NULL,
  entry_seq bigint NOT NULL,
  ended_on date,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, fund_id) REFERENCES fund (district_id, id),
  FOREIGN KEY (district_id, bill_id) REFERENCES fund_bill (district_id, id),
  FOREIGN KEY (district_id, payment_id) REFERENCES fund_payment (district_id, id),
  CHECK ((payment_id IS NOT NULL) = (source = 1))
);
CREATE INDEX bill_share_of_bill ON bill_share (district_id, bill_id, id);
CREATE INDEX bill_share_of_payment ON bill_share (district_id, payment_id, id) WHERE payment_id IS NOT NULL;
CREATE INDEX bill_share_by_day ON bill_share (district_id, fund_id, laid_on, id);

CREATE TABLE fund_expense (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  number text NOT NULL,
  fund_id uuid NOT NULL,
  year integer NOT NULL,
  purpose integer NOT NULL CHECK (purpose BETWEEN 1 AND 12),
  cost_of integer CHECK (cost_of BETWEEN 1 AND 5),
  what text NOT NULL,
  vendor text NOT NULL,
  quote_fen bigint NOT NULL CHECK (quote_fen > 0),
  quote_hash bytea NOT NULL,
  asked_on date NOT NULL,
  needs_owners boolean NOT NULL,
  stage integer NOT NULL CHECK (stage BETWEEN 1 AND 6),
  authority_id uuid,
  hold_seq bigint,
  invoice_fen bigint CHECK (invoice_fen > 0 AND invoice_fen <= quote_fen),
  invoice_hash bytea,
  invoice_seq bigint,
  invoiced_on date,
  paid_seq bigint,
  paid_on date,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, fund_id) REFERENCES fund (district_id, id),
  FOREIGN KEY (district_id, authority_id) REFERENCES spend_authority (district_id, id),
  CHECK ((authority_id IS NULL) = (hold_seq IS NULL)),
  CHECK ((invoice_fen IS NULL) = (invoice_seq IS NULL)),
  CHECK ((paid_seq IS NULL) = (paid_on IS NULL))
);
CREATE UNIQUE INDEX fund_expense_number ON fund_expense (district_id, number);
CREATE INDEX fund_expense_by_year ON fund_expense (district_id, fund_id, year, purpose);
CREATE INDEX fund_expense_by_day ON fund_expense (district_id, fund_id, invoiced_on);

CREATE TABLE expense_voice (
  district_id integer NOT NULL,
  expense_id uuid NOT NULL,
  person_id uuid NOT NULL,
  is_yes boolean NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, expense_id, person_id),
  FOREIGN KEY (district_id, expense_id) REFERENCES fund_expense (district_id, id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id)
);
--@append-only expense_voice

CREATE TABLE fund_budget (
  district_id integer NOT NULL,
  fund_id uuid NOT NULL,
  year integer NOT NULL,
  purpose integer NOT NULL CHECK (purpose BETWEEN 1 AND 12),
  fen bigint NOT NULL CHECK (fen >= 0),
  authority_id uuid NOT NULL,
  PRIMARY KEY (district_id, fund_id, year, purpose),
  FOREIGN KEY (district_id, fund_id) REFERENCES fund (district_id, id),
  FOREIGN KEY (district_id, authority_id) REFERENCES spend_authority (district_id, id)
);

CREATE TABLE fund_month (
  district_id integer NOT NULL,
  fund_id uuid NOT NULL,
  through date NOT NULL,
  arrears_fen bigint NOT NULL,
  arrears_collected_fen bigint NOT NULL,
  billed_fen bigint NOT NULL,
  collected_fen bigint NOT NULL,
  list_hash bytea NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, fund_id, through),
  FOREIGN KEY (district_id, fund_id) REFERENCES fund (district_id, id)
);
--@append-only fund_month

CREATE TABLE fund_year (
  district_id integer NOT NULL,
  fund_id uuid NOT NULL,
  year integer NOT NULL,
  fees_fen bigint NOT NULL CHECK (fees_fen >= 0),
  common_fen bigint NOT NULL CHECK (common_fen >= 0),
  top_up_fen bigint NOT NULL CHECK (top_up_fen BETWEEN 0 AND common_fen),
  at bigint NOT NULL,
  dividend_fen bigint NOT NULL CHECK (dividend_fen >= 0),
  authority_id uuid,
  entry_seq bigint,
  share_root bytea,
  version integer NOT NULL,
  PRIMARY KEY (district_id, fund_id, year),
  FOREIGN KEY (district_id, fund_id) REFERENCES fund (district_id, id),
  FOREIGN KEY (district_id, authority_id) REFERENCES spend_authority (district_id, id),
  CHECK ((share_root IS NOT NULL) = (dividend_fen > 0))
);

CREATE TABLE dividend_share (
  district_id integer NOT NULL,
  fund_id uuid NOT NULL,
  year integer NOT NULL,
  place_id uuid NOT NULL,
  leaf integer NOT NULL CHECK (leaf >= 0),
  area bigint NOT NULL CHECK (area >= 0),
  fen bigint NOT NULL CHECK (fen >= 0),
  taken_on date,
  is_credited boolean NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, fund_id, year, place_id),
  FOREIGN KEY (district_id, fund_id, year) REFERENCES fund_year (district_id, fund_id, year),
  FOREIGN KEY (district_id, fund_id, place_id) REFERENCES fund_unit (district_id, fund_id, place_id)
);
CREATE UNIQUE INDEX dividend_share_index ON dividend_share (district_id, fund_id, year, leaf);

-- The papers behind quotes, invoices and receipts that were handed in as files; the ledgers know them by their hash.
CREATE TABLE fund_paper (
  district_id integer NOT NULL,
  fund_id uuid NOT NULL,
  file_id uuid NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (district_id, fund_id, file_id),
  FOREIGN KEY (district_id, fund_id) REFERENCES fund (district_id, id),
  FOREIGN KEY (district_id, file_id) REFERENCES stored_file (district_id, id)
);
CREATE INDEX fund_paper_by_hash ON fund_paper (district_id, fund_id, hash);
CREATE INDEX fund_paper_by_file ON fund_paper (district_id, file_id);
