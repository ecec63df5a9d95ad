-- A payment taken for the wrong home is taken back and taken again for the right one: the second row names the first, and why.
ALTER TABLE fund_payment ADD COLUMN moved_from_id uuid;
ALTER TABLE fund_payment ADD COLUMN moved_why text;
ALTER TABLE fund_payment ADD COLUMN moved_paper bytea;
CREATE UNIQUE INDEX fund_payment_moved ON fund_payment (district_id, moved_from_id) WHERE moved_from_id IS NOT NULL;
