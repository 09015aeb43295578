-- Leaving: which keys end with a person, which secrets a person saw, and the report of each leaving.

-- A personal key acts for its owner: it ends with the membership and is never handed over.
ALTER TABLE api_keys ADD COLUMN personal INTEGER NOT NULL DEFAULT 0;
CREATE INDEX api_keys_of_owner ON api_keys (owner_type, owner_id);
CREATE INDEX api_keys_made_by ON api_keys (created_by) WHERE created_by IS NOT NULL;

-- The member in whose answer the secret stood; null: none, or not known. Of keys made before, the maker of the first secret.
ALTER TABLE api_key_secrets ADD COLUMN shown_to TEXT;
UPDATE api_key_secrets SET shown_to = (SELECT k.created_by FROM api_keys k WHERE k.id = key_id AND k.created_at_ms = api_key_secrets.created_at_ms);
CREATE INDEX api_key_secrets_shown_to ON api_key_secrets (shown_to) WHERE shown_to IS NOT NULL;

-- To the minute, as of API keys' secrets.
ALTER TABLE admin_keys ADD COLUMN first_used_at_ms INTEGER;
ALTER TABLE admin_keys ADD COLUMN last_used_at_ms INTEGER;

-- report: JSON, as the Admin API answers it, never with a secret.
CREATE TABLE offboardings (
    number          INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    member_id       TEXT NOT NULL REFERENCES members (id),
    at_ms           INTEGER NOT NULL,
    report          TEXT NOT NULL
);
