-- No question goes by it: a place is asked for by what its path begins with, among others that narrow more.
DROP INDEX matter_place;
