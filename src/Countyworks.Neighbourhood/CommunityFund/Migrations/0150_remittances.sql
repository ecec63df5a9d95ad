-- Money that came in, by a line of a bank's statement or a provider's call, from its arrival until it is said whose payment it is.
CREATE TABLE bank_reading (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  fund_id uuid NOT NULL,
  account text NOT NULL,
  since date NOT NULL,
  through date NOT NULL,
  opening_fen bigint NOT NULL,
  closing_fen bigint NOT NULL,
  document bytea NOT NULL,
  added integer NOT NULL CHECK (added >= 0),
  known integer NOT NULL CHECK (known >= 0),
  at bigint NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, fund_id) REFERENCES fund (district_id, id)
);
CREATE INDEX bank_reading_of_fund ON bank_reading (district_id, fund_id, at, id);
--@append-only bank_reading

CREATE TABLE fund_remittance (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  fund_id uuid NOT NULL,
  source integer NOT NULL CHECK (source IN (1, 2)),
  key text NOT NULL,
  received_on date NOT NULL,
  fen bigint NOT NULL CHECK (fen > 0),
  sealed_words text NOT NULL,
  sealed_under integer NOT NULL,
  payer_index bytea,
  reading_id uuid,
  state integer NOT NULL CHECK (state BETWEEN 1 AND 3),
  payment_id uuid,
  at bigint NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, fund_id) REFERENCES fund (district_id, id),
  FOREIGN KEY (district_id, reading_id) REFERENCES bank_reading (district_id, id),
  FOREIGN KEY (district_id, payment_id) REFERENCES fund_payment (district_id, id),
  CHECK ((payment_id IS NOT NULL) = (state = 2)),
  CHECK ((reading_id IS NOT NULL) = (source = 1))
);
CREATE UNIQUE INDEX fund_remittance_key ON fund_remittance (district_id, fund_id, key);
CREATE INDEX fund_remittance_by_state ON fund_remittance (district_id, fund_id, state, received_on, id);
CREATE INDEX fund_remittance_by_payer ON fund_remittance (district_id, fund_id, payer_index) WHERE payer_index IS NOT NULL;
CREATE INDEX fund_remittance_sealed ON fund_remittance (district_id, sealed_under, id);
