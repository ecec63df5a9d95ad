-- What of a unit's matters was asked, and which were reopened, is counted from indexes alone.
DROP INDEX assignment_matter;
CREATE INDEX assignment_matter ON assignment (district_id, matter_id, unit_id, ended_at, at);
DROP INDEX ask_waiting;
CREATE INDEX ask_waiting ON ask (district_id, at, id, matter_id) WHERE decided_at IS NULL;
