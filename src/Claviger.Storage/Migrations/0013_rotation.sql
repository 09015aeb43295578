-- Managed rotation: policies, sinks, and new secrets on their way.

-- scope_type: 0 organization, 1 workspace, 2 key. Null: as the next wider scope has it. sink: a name; empty: none.
CREATE TABLE rotation_policies (
    organization_id     TEXT NOT NULL REFERENCES organizations (id),
    scope_type          INTEGER NOT NULL,
    scope_id            TEXT NOT NULL,
    max_age_days        INTEGER,
    overlap_ms          INTEGER,
    ahead_days          INTEGER,
    automatic           INTEGER,
    extend_while_in_use INTEGER,
    hard_end_days       INTEGER,
    sink                TEXT,
    PRIMARY KEY (organization_id, scope_type, scope_id)
) WITHOUT ROWID;

-- settings: JSON, never with a secret. credential: sealed; what the sink itself asks for, such as a token.
CREATE TABLE secret_sinks (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name            TEXT NOT NULL,
    kind            INTEGER NOT NULL,
    settings        TEXT NOT NULL,
    credential      BLOB,
    created_at_ms   INTEGER NOT NULL,
    updated_at_ms   INTEGER NOT NULL,
    PRIMARY KEY (organization_id, name)
) WITHOUT ROWID;

-- The newest delivery of each key. secret_id: the secret on its way, or the one that may have arrived; never a token.
CREATE TABLE secret_deliveries (
    key_id           TEXT PRIMARY KEY REFERENCES api_keys (id),
    organization_id  TEXT NOT NULL REFERENCES organizations (id),
    sink             TEXT NOT NULL,
    state            INTEGER NOT NULL,
    secret_id        TEXT,
    attempts         INTEGER NOT NULL,
    started_at_ms    INTEGER NOT NULL,
    claimed_until_ms INTEGER NOT NULL,
    next_at_ms       INTEGER,
    error            TEXT
);
CREATE INDEX secret_deliveries_open ON secret_deliveries (state) WHERE state <> 3;

-- It works, but the key's current secret is another one until this one has arrived. ends_at_ms is then its end if it never does.
ALTER TABLE api_key_secrets ADD COLUMN pending INTEGER NOT NULL DEFAULT 0;
-- Up to when a replaced secret may be kept alive for those who still use it; null: it ends when it was said to.
ALTER TABLE api_key_secrets ADD COLUMN hard_end_at_ms INTEGER;
