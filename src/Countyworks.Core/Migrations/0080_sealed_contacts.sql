-- Contacts are sealed. What was written openly before stays in phone and email until the job contacts_sealing has moved it.
ALTER TABLE person ADD COLUMN sealed_contact text;
ALTER TABLE person ADD COLUMN sealed_under integer;
ALTER TABLE person ADD COLUMN phone_index bytea;
CREATE INDEX person_sealed ON person (district_id, sealed_under, id) WHERE sealed_under IS NOT NULL;
CREATE INDEX person_phone_index ON person (district_id, phone_index, id) WHERE phone_index IS NOT NULL;
ALTER TABLE authenticator ADD COLUMN sealed_under integer NOT NULL DEFAULT 1;
CREATE INDEX person_plain_email ON person (district_id, id) WHERE email IS NOT NULL;
