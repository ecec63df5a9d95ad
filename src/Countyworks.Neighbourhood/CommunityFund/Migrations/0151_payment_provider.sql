-- The secret a provider of payments signs its calls with, for one fund.
CREATE TABLE payment_provider (
  district_id integer NOT NULL,
  fund_id uuid NOT NULL,
  secret text NOT NULL,
  sealed_under integer NOT NULL,
  fingerprint text NOT NULL,
  made_at bigint NOT NULL,
  ended_at bigint,
  version integer NOT NULL,
  PRIMARY KEY (district_id, fund_id),
  FOREIGN KEY (district_id, fund_id) REFERENCES fund (district_id, id)
);
