-- An expense may be paid out of the maintenance fund, which is a ledger of its own.
ALTER TABLE fund_expense ADD COLUMN of_maintenance boolean NOT NULL DEFAULT false;
