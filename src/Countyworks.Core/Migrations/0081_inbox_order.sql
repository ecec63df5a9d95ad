-- A unit's inbox in the order in which it is shown, with what its numbers are counted from; what few matters are, each in an index as small.
DROP INDEX assignment_inbox;
CREATE INDEX assignment_inbox ON assignment (district_id, unit_id, (due_at IS NULL), due_at, id, matter_id) WHERE ended_at IS NULL;
CREATE INDEX assignment_due ON assignment (district_id, unit_id, due_at) WHERE ended_at IS NULL;
CREATE INDEX assignment_assist ON assignment (district_id, unit_id) WHERE ended_at IS NULL AND part = 2;
CREATE INDEX matter_reopened ON matter (district_id, id) WHERE is_open AND reopened_at IS NOT NULL;
