-- The books: double entry with holds and authorities. What must never break is repeated here and in the rules of 0091: whoever writes past the code is stopped too.
CREATE TABLE ledger (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  scope integer NOT NULL CHECK (scope BETWEEN 1 AND 5),
  place_id uuid NOT NULL,
  opened_at bigint NOT NULL,
  last_seq bigint NOT NULL CHECK (last_seq >= 0),
  last_recorded_at bigint NOT NULL,
  closed_through date,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, place_id) REFERENCES place (district_id, id)
);
CREATE UNIQUE INDEX ledger_code ON ledger (district_id, code);

-- Of members' money no more is spent and held than came in.
CREATE TABLE ledger_account (
  district_id integer NOT NULL,
  ledger_id uuid NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  is_member_money boolean NOT NULL,
  is_spent_by_debit boolean NOT NULL,
  is_ended boolean NOT NULL,
  debit_posted bigint NOT NULL CHECK (debit_posted >= 0),
  credit_posted bigint NOT NULL CHECK (credit_posted >= 0),
  debit_pending bigint NOT NULL CHECK (debit_pending >= 0),
  credit_pending bigint NOT NULL CHECK (credit_pending >= 0),
  PRIMARY KEY (district_id, ledger_id, code),
  FOREIGN KEY (district_id, ledger_id) REFERENCES ledger (district_id, id),
  CONSTRAINT members_money_is_there CHECK (NOT is_member_money OR debit_posted + debit_pending <= credit_posted),
  CHECK (is_spent_by_debit OR NOT is_member_money)
);

CREATE TABLE spend_authority (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  ledger_id uuid NOT NULL,
  to_ledger_id uuid,
  kind integer NOT NULL CHECK (kind BETWEEN 1 AND 5),
  reference text NOT NULL,
  document bytea NOT NULL,
  limit_fen bigint CHECK (limit_fen > 0),
  spent_fen bigint NOT NULL CHECK (spent_fen >= 0),
  held_fen bigint NOT NULL CHECK (held_fen >= 0),
  given_at bigint NOT NULL,
  annulled_at bigint,
  PRIMARY KEY (district_id, id),
  FOREIGN KEY (district_id, ledger_id) REFERENCES ledger (district_id, id),
  FOREIGN KEY (district_id, to_ledger_id) REFERENCES ledger (district_id, id),
  CONSTRAINT authority_is_enough CHECK (limit_fen IS NULL OR spent_fen + held_fen <= limit_fen)
);
CREATE INDEX spend_authority_ledger ON spend_authority (district_id, ledger_id, id);

CREATE TABLE ledger_entry (
  district_id integer NOT NULL,
  ledger_id uuid NOT NULL,
  seq bigint NOT NULL CHECK (seq >= 1),
  effective_on date NOT NULL,
  recorded_at bigint NOT NULL,
  kind integer NOT NULL CHECK (kind BETWEEN 1 AND 6),
  key text NOT NULL,
  body_hash bytea NOT NULL,
  memo text NOT NULL,
  of_seq bigint,
  expires_at bigint,
  authority_id uuid,
  evidence bytea,
  transfer_id uuid,
  fact_seq bigint NOT NULL,
  PRIMARY KEY (district_id, ledger_id, seq),
  FOREIGN KEY (district_id, ledger_id) REFERENCES ledger (district_id, id),
  FOREIGN KEY (district_id, ledger_id, of_seq) REFERENCES ledger_entry (district_id, ledger_id, seq),
  FOREIGN KEY (district_id, authority_id) REFERENCES spend_authority (district_id, id),
  CHECK ((of_seq IS NOT NULL) = (kind IN (3, 4, 5, 6))),
  CHECK ((expires_at IS NOT NULL) = (kind = 2))
);
-- A key is used once, for ever; a hold is resolved once, an entry reversed once.
CREATE UNIQUE INDEX ledger_entry_key ON ledger_entry (district_id, ledger_id, key);
CREATE UNIQUE INDEX ledger_entry_of ON ledger_entry (district_id, ledger_id, of_seq);
CREATE INDEX ledger_entry_expiry ON ledger_entry (district_id, expires_at, ledger_id, seq) WHERE expires_at IS NOT NULL;
CREATE INDEX ledger_entry_transfer ON ledger_entry (district_id, transfer_id, ledger_id, seq) WHERE transfer_id IS NOT NULL;
--@append-only ledger_entry

CREATE TABLE ledger_leg (
  district_id integer NOT NULL,
  ledger_id uuid NOT NULL,
  seq bigint NOT NULL,
  account text NOT NULL,
  side integer NOT NULL CHECK (side IN (1, 2)),
  phase integer NOT NULL CHECK (phase IN (1, 2, 3)),
  fen bigint NOT NULL CHECK (fen > 0),
  PRIMARY KEY (district_id, ledger_id, seq, account, side, phase),
  FOREIGN KEY (district_id, ledger_id, seq) REFERENCES ledger_entry (district_id, ledger_id, seq),
  FOREIGN KEY (district_id, ledger_id, account) REFERENCES ledger_account (district_id, ledger_id, code)
);
CREATE INDEX ledger_leg_account ON ledger_leg (district_id, ledger_id, account, seq);
--@append-only ledger_leg

CREATE TABLE ledger_closure (
  district_id integer NOT NULL,
  ledger_id uuid NOT NULL,
  through date NOT NULL,
  last_seq bigint NOT NULL,
  root bytea NOT NULL,
  turnover_fen bigint NOT NULL,
  bank_fen bigint NOT NULL,
  items text NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, ledger_id, through),
  FOREIGN KEY (district_id, ledger_id) REFERENCES ledger (district_id, id)
);
--@append-only ledger_closure
