-- What somebody wrote enters the seal of the journal only as a commitment: SHA-256 of a salt and the words. Erasing the words erases the salt,
-- and then nothing can be learnt from the commitment.
DROP FUNCTION fact_append_only() CASCADE;
ALTER TABLE fact ADD COLUMN salt bytea;
ALTER TABLE fact ADD COLUMN commitment bytea;
-- The rows of every district, not of one: the fence is put up again when all migrations are through.
ALTER TABLE fact NO FORCE ROW LEVEL SECURITY;
UPDATE fact SET salt = uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) WHERE remark IS NOT NULL;
UPDATE fact SET commitment = sha256(salt || convert_to(remark, 'UTF8')) WHERE remark IS NOT NULL;
--@append-only fact erasable remark salt
CREATE FUNCTION fact_erase_salt_too() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.remark IS NULL THEN NEW.salt := NULL; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fact_erase_salt_too BEFORE UPDATE ON fact FOR EACH ROW EXECUTE FUNCTION fact_erase_salt_too();
