-- For the numbers of today, and for the answers a requester has not said anything to.
CREATE INDEX request_answered ON request (district_id, answered_at, id) WHERE answered_at IS NOT NULL;
