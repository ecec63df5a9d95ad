CREATE TABLE village_company (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  credit_code text NOT NULL,
  collective text NOT NULL,
  place_id uuid NOT NULL,
  place_path text NOT NULL,
  founded_on date NOT NULL,
  ledger_id uuid NOT NULL,
  collective_ledger_id uuid NOT NULL,
  reserve_basis_points integer NOT NULL CHECK (reserve_basis_points BETWEEN 0 AND 10000),
  closed_year integer,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id),
  FOREIGN KEY (district_id, ledger_id) REFERENCES ledger (district_id, id),
  FOREIGN KEY (district_id, collective_ledger_id) REFERENCES ledger (district_id, id)
);
CREATE UNIQUE INDEX village_company_code ON village_company (district_id, credit_code);
CREATE INDEX village_company_place ON village_company (district_id, place_path, id);

CREATE TABLE village_holding (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  company_id uuid NOT NULL,
  holder text NOT NULL,
  kind integer NOT NULL,
  paid_in_fen bigint NOT NULL CHECK (paid_in_fen > 0),
  first_day date NOT NULL,
  last_day date CHECK (last_day >= first_day),
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, company_id) REFERENCES village_company (district_id, id)
);
CREATE INDEX village_holding_company ON village_holding (district_id, company_id, first_day);

CREATE TABLE village_member (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  company_id uuid NOT NULL,
  number text NOT NULL,
  household text NOT NULL,
  name text NOT NULL,
  votes_from date,
  last_day date,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, company_id) REFERENCES village_company (district_id, id)
);
CREATE UNIQUE INDEX village_member_number ON village_member (district_id, company_id, number);

CREATE TABLE village_share_change (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  company_id uuid NOT NULL,
  member_id uuid NOT NULL,
  effective_on date NOT NULL,
  milli_shares bigint NOT NULL CHECK (milli_shares <> 0),
  reason integer NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, company_id) REFERENCES village_company (district_id, id),
  FOREIGN KEY (district_id, member_id) REFERENCES village_member (district_id, id)
);
CREATE INDEX village_share_change_member ON village_share_change (district_id, member_id, effective_on);
CREATE INDEX village_share_change_company ON village_share_change (district_id, company_id, effective_on);
--@append-only village_share_change

CREATE TABLE village_register_freeze (
  district_id integer NOT NULL,
  company_id uuid NOT NULL,
  day date NOT NULL,
  milli_shares bigint NOT NULL,
  holders integer NOT NULL,
  root bytea NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, company_id, day),
  FOREIGN KEY (district_id, company_id) REFERENCES village_company (district_id, id)
);
--@append-only village_register_freeze

CREATE TABLE village_asset (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  company_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  kind integer NOT NULL,
  in_service_on date NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, company_id) REFERENCES village_company (district_id, id)
);
CREATE UNIQUE INDEX village_asset_code ON village_asset (district_id, company_id, code);

CREATE TABLE session_import (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  asset_id uuid NOT NULL,
  file_name text NOT NULL,
  document bytea NOT NULL,
  state integer NOT NULL,
  rows integer NOT NULL,
  added integer NOT NULL,
  already integer NOT NULL,
  refused integer NOT NULL,
  watt_hours bigint NOT NULL,
  fee_fen bigint NOT NULL,
  report text NOT NULL,
  at bigint NOT NULL,
  imported_at bigint,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, asset_id) REFERENCES village_asset (district_id, id),
  CHECK (rows = added + already + refused)
);
CREATE INDEX session_import_asset ON session_import (district_id, asset_id, at);

CREATE TABLE charging_session (
  district_id integer NOT NULL,
  asset_id uuid NOT NULL,
  number text NOT NULL,
  started_at bigint NOT NULL,
  ended_at bigint NOT NULL CHECK (ended_at >= started_at),
  day date NOT NULL,
  watt_hours bigint NOT NULL CHECK (watt_hours >= 0),
  fee_fen bigint NOT NULL CHECK (fee_fen >= 0),
  import_id uuid NOT NULL,
  PRIMARY KEY (district_id, asset_id, number),
  FOREIGN KEY (district_id, asset_id) REFERENCES village_asset (district_id, id),
  FOREIGN KEY (district_id, import_id) REFERENCES session_import (district_id, id)
);
CREATE INDEX charging_session_day ON charging_session (district_id, asset_id, day);
CREATE INDEX charging_session_import ON charging_session (district_id, import_id);
--@append-only charging_session

CREATE TABLE village_decision (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  company_id uuid NOT NULL,
  number text NOT NULL,
  item integer NOT NULL CHECK (item BETWEEN 1 AND 13),
  by_delegates boolean NOT NULL,
  question text NOT NULL,
  announced_on date NOT NULL,
  held_on date NOT NULL CHECK (held_on >= announced_on),
  eligible integer NOT NULL CHECK (eligible > 0),
  present integer NOT NULL CHECK (present BETWEEN 0 AND eligible),
  yes integer NOT NULL CHECK (yes >= 0),
  no integer NOT NULL CHECK (no >= 0),
  document bytea NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, company_id) REFERENCES village_company (district_id, id),
  CHECK (yes + no <= present)
);
CREATE UNIQUE INDEX village_decision_number ON village_decision (district_id, number);
CREATE INDEX village_decision_company ON village_decision (district_id, company_id, held_on);
--@append-only village_decision

CREATE TABLE village_related_party (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  company_id uuid NOT NULL,
  name text NOT NULL,
  code text,
  relation integer NOT NULL,
  first_day date NOT NULL,
  last_day date CHECK (last_day >= first_day),
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, company_id) REFERENCES village_company (district_id, id)
);
CREATE INDEX village_related_party_company ON village_related_party (district_id, company_id, first_day);

CREATE TABLE village_contract (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  company_id uuid NOT NULL,
  counterparty text NOT NULL,
  counterparty_code text,
  subject text NOT NULL,
  amount_fen bigint NOT NULL CHECK (amount_fen > 0),
  signed_on date NOT NULL,
  decision_id uuid,
  authority_id uuid NOT NULL,
  document bytea NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, company_id) REFERENCES village_company (district_id, id),
  FOREIGN KEY (district_id, decision_id) REFERENCES village_decision (district_id, id),
  FOREIGN KEY (district_id, authority_id) REFERENCES spend_authority (district_id, id)
);
CREATE INDEX village_contract_company ON village_contract (district_id, company_id, signed_on);
--@append-only village_contract

CREATE TABLE village_dividend (
  district_id integer NOT NULL,
  company_id uuid NOT NULL,
  year integer NOT NULL,
  record_day date NOT NULL,
  decision_id uuid NOT NULL,
  net_fen bigint NOT NULL,
  undistributed_fen bigint NOT NULL,
  reserve_fen bigint NOT NULL CHECK (reserve_fen >= 0),
  paid_fen bigint NOT NULL CHECK (paid_fen >= 0),
  per_share_fen bigint NOT NULL CHECK (per_share_fen >= 0),
  carry_fen bigint NOT NULL CHECK (carry_fen >= 0),
  entry_seq bigint NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, company_id, year),
  FOREIGN KEY (district_id, company_id, record_day) REFERENCES village_register_freeze (district_id, company_id, day),
  FOREIGN KEY (district_id, decision_id) REFERENCES village_decision (district_id, id),
  CHECK (net_fen + undistributed_fen = reserve_fen + paid_fen + carry_fen)
);
--@append-only village_dividend

CREATE TABLE village_dividend_part (
  district_id integer NOT NULL,
  company_id uuid NOT NULL,
  year integer NOT NULL,
  member_id uuid NOT NULL,
  milli_shares bigint NOT NULL CHECK (milli_shares > 0),
  fen bigint NOT NULL CHECK (fen >= 0),
  PRIMARY KEY (district_id, company_id, year, member_id),
  FOREIGN KEY (district_id, company_id, year) REFERENCES village_dividend (district_id, company_id, year),
  FOREIGN KEY (district_id, member_id) REFERENCES village_member (district_id, id)
);
--@append-only village_dividend_part

CREATE TABLE village_file (
  district_id integer NOT NULL,
  company_id uuid NOT NULL,
  file_id uuid NOT NULL,
  document bytea NOT NULL,
  PRIMARY KEY (district_id, company_id, file_id),
  FOREIGN KEY (district_id, company_id) REFERENCES village_company (district_id, id),
  FOREIGN KEY (district_id, file_id) REFERENCES stored_file (district_id, id)
);
CREATE UNIQUE INDEX village_file_document ON village_file (district_id, company_id, document);
