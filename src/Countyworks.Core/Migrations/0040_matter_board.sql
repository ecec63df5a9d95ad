-- The dispatcher's board: what no unit has yet, the most pressing first; all that is open, the least time left first, with all that is counted;
-- what is not counted in the rates.
CREATE INDEX matter_queue ON matter (district_id, kind, priority DESC, next_due_at, id, place_path) WHERE is_open AND unit_id IS NULL;
CREATE INDEX matter_board ON matter (district_id, kind, (next_due_at IS NULL), next_due_at, id, place_path, unit_id, reopened_at) WHERE is_open;
CREATE INDEX matter_excluded ON matter (district_id, kind, opened_at DESC, id, place_path) WHERE excluded_for IS NOT NULL;
