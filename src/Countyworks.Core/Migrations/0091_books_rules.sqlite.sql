-- What a check of one row cannot say. An entry is the next of its ledger, not before the last, not of a closed day; the one before it balances.
CREATE TRIGGER ledger_entry_rules BEFORE INSERT ON ledger_entry BEGIN
  SELECT RAISE(ABORT, 'ledger_entry: not the next number, recorded before the last, or of a closed day') WHERE NOT EXISTS (
    SELECT 1 FROM ledger l WHERE l.district_id = NEW.district_id AND l.id = NEW.ledger_id
      AND NEW.seq = l.last_seq + 1 AND NEW.recorded_at >= l.last_recorded_at AND (l.closed_through IS NULL OR NEW.effective_on > l.closed_through));
  SELECT RAISE(ABORT, 'ledger_entry: the entry before does not balance') WHERE NEW.seq > 1 AND NOT EXISTS (
    SELECT 1 FROM ledger_leg WHERE district_id = NEW.district_id AND ledger_id = NEW.ledger_id AND seq = NEW.seq - 1
    GROUP BY seq HAVING count(*) >= 2 AND sum(CASE WHEN side = 1 THEN fen ELSE -fen END) = 0 AND sum(CASE WHEN phase <> 1 THEN 0 WHEN side = 1 THEN fen ELSE -fen END) = 0);
END;
CREATE TRIGGER ledger_entry_counts AFTER INSERT ON ledger_entry BEGIN
  UPDATE ledger SET last_seq = NEW.seq, last_recorded_at = NEW.recorded_at WHERE district_id = NEW.district_id AND id = NEW.ledger_id;
END;

-- A leg is of the last entry, on an account that is not ended, and takes nobody's money without an authority that stands and a document.
CREATE TRIGGER ledger_leg_rules BEFORE INSERT ON ledger_leg BEGIN
  SELECT RAISE(ABORT, 'ledger_leg: not of the last entry') WHERE NEW.seq <> (SELECT last_seq FROM ledger WHERE district_id = NEW.district_id AND id = NEW.ledger_id);
  SELECT RAISE(ABORT, 'ledger_leg: spent without an authority and a document') WHERE NEW.side = 1 AND NEW.phase <> 3
    AND EXISTS (SELECT 1 FROM ledger_account WHERE district_id = NEW.district_id AND ledger_id = NEW.ledger_id AND code = NEW.account AND is_spent_by_debit)
    AND NOT EXISTS (SELECT 1 FROM ledger_entry e JOIN spend_authority a ON a.district_id = e.district_id AND a.id = e.authority_id
      WHERE e.district_id = NEW.district_id AND e.ledger_id = NEW.ledger_id AND e.seq = NEW.seq AND e.evidence IS NOT NULL
        AND NEW.ledger_id IN (a.ledger_id, a.to_ledger_id) AND a.annulled_at IS NULL);
END;
CREATE TRIGGER ledger_leg_counts AFTER INSERT ON ledger_leg BEGIN
  UPDATE ledger_account SET
    debit_posted = debit_posted + CASE WHEN NEW.phase = 1 AND NEW.side = 1 THEN NEW.fen ELSE 0 END,
    credit_posted = credit_posted + CASE WHEN NEW.phase = 1 AND NEW.side = 2 THEN NEW.fen ELSE 0 END,
    debit_pending = debit_pending + CASE WHEN NEW.side = 1 THEN CASE NEW.phase WHEN 2 THEN NEW.fen WHEN 3 THEN -NEW.fen ELSE 0 END ELSE 0 END,
    credit_pending = credit_pending + CASE WHEN NEW.side = 2 THEN CASE NEW.phase WHEN 2 THEN NEW.fen WHEN 3 THEN -NEW.fen ELSE 0 END ELSE 0 END
  WHERE district_id = NEW.district_id AND ledger_id = NEW.ledger_id AND code = NEW.account;
  UPDATE spend_authority SET
    spent_fen = spent_fen + CASE NEW.phase WHEN 1 THEN NEW.fen ELSE 0 END,
    held_fen = held_fen + CASE NEW.phase WHEN 2 THEN NEW.fen WHEN 3 THEN -NEW.fen ELSE 0 END
  WHERE NEW.side = 1 AND district_id = NEW.district_id
    AND EXISTS (SELECT 1 FROM ledger_account WHERE district_id = NEW.district_id AND ledger_id = NEW.ledger_id AND code = NEW.account AND is_spent_by_debit)
    AND id = (SELECT authority_id FROM ledger_entry WHERE district_id = NEW.district_id AND ledger_id = NEW.ledger_id AND seq = NEW.seq);
END;
