-- A place that is no more keeps its past: matters and bills go on naming it.
ALTER TABLE place ADD COLUMN ended_at bigint;

-- The few deadlines that a year not announced yet will change.
CREATE INDEX matter_mark_provisional ON matter_mark (district_id, matter_id) WHERE is_provisional;
