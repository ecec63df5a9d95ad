-- A place that is no more keeps its past: matters and bills go on naming it.
ALTER TABLE place ADD COLUMN ended_at bigint;
