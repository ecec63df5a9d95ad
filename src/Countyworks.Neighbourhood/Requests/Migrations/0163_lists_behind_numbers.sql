-- A page far into a list behind a number passes over those before it in the index, whatever the list is of.
DROP INDEX request_counted;
CREATE INDEX request_counted ON request (district_id, counted_month, id, counted_as, counted_unit_id, counted_place_id, counted_category);
