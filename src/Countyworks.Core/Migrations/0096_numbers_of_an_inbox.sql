-- What of a unit's matters was asked, and which were reopened, is counted among the open assignments, however many have ended.
CREATE INDEX assignment_open ON assignment (district_id, matter_id, unit_id) WHERE ended_at IS NULL;
DROP INDEX ask_waiting;
CREATE INDEX ask_waiting ON ask (district_id, at, id, matter_id) WHERE decided_at IS NULL;
