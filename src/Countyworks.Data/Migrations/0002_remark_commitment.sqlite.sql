-- What somebody wrote enters the seal of the journal only as a commitment: SHA-256 of a salt and the words. Erasing the words erases the salt,
-- and then nothing can be learnt from the commitment.
DROP TRIGGER fact_no_delete;
DROP TRIGGER fact_no_update;
DROP TRIGGER fact_erase_remark;
ALTER TABLE fact ADD COLUMN salt bytea;
ALTER TABLE fact ADD COLUMN commitment bytea;
UPDATE fact SET salt = randomblob(32) WHERE remark IS NOT NULL;
UPDATE fact SET commitment = commit_to(salt, remark) WHERE remark IS NOT NULL;
--@append-only fact erasable remark salt
CREATE TRIGGER fact_erase_salt_too AFTER UPDATE OF remark ON fact WHEN NEW.remark IS NULL AND NEW.salt IS NOT NULL
BEGIN UPDATE fact SET salt = NULL WHERE district_id = NEW.district_id AND seq = NEW.seq; END;
