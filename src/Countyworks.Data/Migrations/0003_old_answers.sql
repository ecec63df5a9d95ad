-- What was answered to a key is forgotten after a time.
CREATE INDEX answer_at ON answer (district_id, at, key);
