-- What went out by the bank is kept beside what came in, so that the lines of a statement add up.
ALTER TABLE fund_remittance DROP CONSTRAINT fund_remittance_fen_check;
ALTER TABLE fund_remittance DROP CONSTRAINT fund_remittance_state_check;
ALTER TABLE fund_remittance ADD CHECK (fen <> 0);
ALTER TABLE fund_remittance ADD CHECK (state BETWEEN 1 AND 4);
ALTER TABLE fund_remittance ADD CHECK ((fen < 0) = (state = 4));
ALTER TABLE fund_remittance ADD CHECK (state <> 4 OR source = 1);
