CREATE TABLE authenticator (
  district_id integer NOT NULL,
  person_id uuid NOT NULL,
  secret text NOT NULL,
  at bigint NOT NULL,
  last_step bigint NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (district_id, person_id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id)
);

CREATE TABLE recovery_code (
  district_id integer NOT NULL,
  person_id uuid NOT NULL,
  code_hash bytea NOT NULL,
  used_at bigint,
  PRIMARY KEY (district_id, person_id, code_hash),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id)
);

CREATE TABLE passkey (
  district_id integer NOT NULL,
  credential_id bytea NOT NULL,
  person_id uuid NOT NULL,
  name text NOT NULL,
  public_key bytea NOT NULL,
  sign_count bigint NOT NULL,
  transports text NOT NULL,
  is_user_verified boolean NOT NULL,
  is_backup_eligible boolean NOT NULL,
  is_backed_up boolean NOT NULL,
  at bigint NOT NULL,
  last_used_at bigint,
  PRIMARY KEY (district_id, credential_id),
  FOREIGN KEY (district_id, person_id) REFERENCES person (district_id, id)
);
CREATE INDEX passkey_person ON passkey (district_id, person_id, at);

CREATE TABLE sign_in_attempt (
  district_id integer NOT NULL,
  id uuid NOT NULL,
  key_hash bytea NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (district_id, id)
);
CREATE INDEX sign_in_attempt_key ON sign_in_attempt (district_id, key_hash);
CREATE INDEX sign_in_attempt_at ON sign_in_attempt (district_id, at);
