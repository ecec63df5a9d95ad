-- The tree over the journal (RFC 9162): 256 neighbours of one level together, written once when they are complete. Level 0 holds leaves.
CREATE TABLE seal_tile (
  district_id integer NOT NULL,
  level integer NOT NULL,
  number bigint NOT NULL,
  root bytea NOT NULL,
  hashes bytea NOT NULL,
  PRIMARY KEY (district_id, level, number)
);
--@append-only seal_tile

-- The heads of the tree as they were signed and published.
CREATE TABLE seal_head (
  district_id integer NOT NULL,
  size bigint NOT NULL,
  root bytea NOT NULL,
  at bigint NOT NULL,
  key text NOT NULL,
  note text NOT NULL,
  PRIMARY KEY (district_id, size)
);
--@append-only seal_head
