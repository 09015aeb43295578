-- What pages of a large organization need so as not to read all there is.

-- A kept run says in short what it found, so that a list of runs and a comparison of two need not read their reports. Of the runs that are kept
-- already, the report is read; beside one of them the next run counts as different.
ALTER TABLE checklist_runs ADD COLUMN statuses TEXT NOT NULL DEFAULT '';
ALTER TABLE checklist_runs ADD COLUMN essence TEXT NOT NULL DEFAULT '';

-- Entries of a time are found without reading them: clocks may step back, so their numbers have to be sorted.
DROP INDEX audit_entries_by_time;
CREATE INDEX audit_entries_by_time ON audit_entries (organization_id, at_ms, sequence);

-- Few are denied, and they are looked for.
CREATE INDEX audit_entries_denied ON audit_entries (organization_id, sequence) WHERE outcome = 1;
