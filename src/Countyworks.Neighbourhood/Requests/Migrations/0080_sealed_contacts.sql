-- Contacts are sealed. What was written openly before stays in contact_name and contact_phone until the job request_contacts_sealing has moved it.
ALTER TABLE request ADD COLUMN sealed_contact text;
ALTER TABLE request ADD COLUMN sealed_under integer;
ALTER TABLE request ADD COLUMN phone_index bytea;
CREATE INDEX request_sealed ON request (district_id, sealed_under, id) WHERE sealed_under IS NOT NULL;
CREATE INDEX request_phone_index ON request (district_id, phone_index, id) WHERE phone_index IS NOT NULL;
CREATE INDEX request_plain_name ON request (district_id, id) WHERE contact_name IS NOT NULL;

-- A complaint about a unit or a person (投诉): whoever handles it never learns who complains.
ALTER TABLE request ADD COLUMN hides_requester boolean NOT NULL DEFAULT false;

-- The requester wished it erased while it was open: its words go when it ends.
ALTER TABLE request ADD COLUMN is_to_be_erased boolean NOT NULL DEFAULT false;
CREATE INDEX request_to_be_erased ON request (district_id, id) WHERE is_to_be_erased;
