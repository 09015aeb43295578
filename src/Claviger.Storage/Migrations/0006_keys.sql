-- Rotation: a key has one secret that counts, and at most one before it that still works.

-- For how long a secret goes on after the first use of the one that follows it; ends_at_ms is then the latest end.
ALTER TABLE api_key_secrets ADD COLUMN overlap_ms INTEGER;
ALTER TABLE api_key_secrets ADD COLUMN successor_id TEXT;
ALTER TABLE api_key_secrets ADD COLUMN first_used_at_ms INTEGER;
-- To the minute: requests don't wait for it.
ALTER TABLE api_key_secrets ADD COLUMN last_used_at_ms INTEGER;
-- Requests that began with it before this moment are ended wherever they run.
ALTER TABLE api_key_secrets ADD COLUMN cut_at_ms INTEGER;
ALTER TABLE api_key_secrets ADD COLUMN hint TEXT NOT NULL DEFAULT '';
UPDATE api_key_secrets SET hint = (SELECT k.secret_hint FROM api_keys k WHERE k.id = key_id);
CREATE INDEX api_key_secrets_cut ON api_key_secrets (cut_at_ms) WHERE cut_at_ms IS NOT NULL;
