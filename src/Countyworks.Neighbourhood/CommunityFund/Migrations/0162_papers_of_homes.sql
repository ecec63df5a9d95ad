-- A paper about a single home (a bank's notice of a return, a payer's letter, a dividend's receipt) is not every owner's to read. Of those there are, quotes and invoices are known to be the neighbourhood's.
ALTER TABLE fund_paper ADD COLUMN of_home boolean NOT NULL DEFAULT true;
UPDATE fund_paper SET of_home = false WHERE EXISTS (
  SELECT 1 FROM fund_expense e WHERE e.district_id = fund_paper.district_id AND e.fund_id = fund_paper.fund_id AND (e.quote_hash = fund_paper.hash OR e.invoice_hash = fund_paper.hash)
);
