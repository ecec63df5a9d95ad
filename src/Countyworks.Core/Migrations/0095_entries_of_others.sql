-- Few entries are of another: only those stand in the index that lets none be ended twice.
DROP INDEX ledger_entry_of;
CREATE UNIQUE INDEX ledger_entry_of ON ledger_entry (district_id, ledger_id, of_seq) WHERE of_seq IS NOT NULL;
