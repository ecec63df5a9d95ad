-- What went out by the bank is kept beside what came in, so that the lines of a statement add up. A check is changed by making the table anew.
CREATE TABLE remittance_anew (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  fund_id uuid NOT NULL,
  source integer NOT NULL CHECK (source IN (1, 2)),
  key text NOT NULL,
  received_on date NOT NULL,
  fen bigint NOT NULL CHECK (fen <> 0),
  sealed_words text NOT NULL,
  sealed_under integer NOT NULL,
  payer_index bytea,
  reading_id uuid,
  state integer NOT NULL CHECK (state BETWEEN 1 AND 4),
  payment_id uuid,
  at bigint NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, fund_id) REFERENCES fund (district_id, id),
  FOREIGN KEY (district_id, reading_id) REFERENCES bank_reading (district_id, id),
  FOREIGN KEY (district_id, payment_id) REFERENCES fund_payment (district_id, id),
  CHECK ((payment_id IS NOT NULL) = (state = 2)),
  CHECK ((reading_id IS NOT NULL) = (source = 1)),
  CHECK ((fen < 0) = (state = 4)),
  CHECK (state <> 4 OR source = 1)
);
INSERT INTO remittance_anew SELECT district_id, id, fund_id, source, key, received_on, fen, sealed_words, sealed_under, payer_index, reading_id, state, payment_id, at, version FROM fund_remittance;
DROP TABLE fund_remittance;
ALTER TABLE remittance_anew RENAME TO fund_remittance;
CREATE UNIQUE INDEX fund_remittance_key ON fund_remittance (district_id, fund_id, key);
CREATE INDEX fund_remittance_by_state ON fund_remittance (district_id, fund_id, state, received_on, id);
CREATE INDEX fund_remittance_by_payer ON fund_remittance (district_id, fund_id, payer_index) WHERE payer_index IS NOT NULL;
CREATE INDEX fund_remittance_sealed ON fund_remittance (district_id, sealed_under, id);
