-- What reports show besides tokens, and requests for more money.

-- Of cost_nanos, what is known to be for which class of tokens or use. The rest is not attributed; rows of before have none.
ALTER TABLE usage_daily ADD COLUMN input_nanos INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage_daily ADD COLUMN cache_write5m_nanos INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage_daily ADD COLUMN cache_write1h_nanos INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage_daily ADD COLUMN cache_read_nanos INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage_daily ADD COLUMN output_nanos INTEGER NOT NULL DEFAULT 0;
ALTER TABLE usage_daily ADD COLUMN web_search_nanos INTEGER NOT NULL DEFAULT 0;

-- Requests of Claude Code by UTC day, in the same transaction as their rows.
CREATE TABLE claude_code_daily (
    bucket      INTEGER NOT NULL,
    workspace   INTEGER NOT NULL,
    key         INTEGER NOT NULL,
    owner       INTEGER NOT NULL,
    model       INTEGER NOT NULL,
    requests    INTEGER NOT NULL,
    input       INTEGER NOT NULL,
    cache_write INTEGER NOT NULL,
    cache_read  INTEGER NOT NULL,
    output      INTEGER NOT NULL,
    cost_nanos  INTEGER NOT NULL,
    PRIMARY KEY (bucket, workspace, key, owner, model)
) WITHOUT ROWID;

-- session: 63 bits of the digest of the id that the client sent.
CREATE TABLE claude_code_sessions (
    bucket    INTEGER NOT NULL,
    workspace INTEGER NOT NULL,
    key       INTEGER NOT NULL,
    owner     INTEGER NOT NULL,
    session   INTEGER NOT NULL,
    PRIMARY KEY (bucket, workspace, key, owner, session)
) WITHOUT ROWID;

-- amount_nanos: the cap that was asked for; approved_nanos: the one that was given. grant_id: given until the period's end, and not for good.
CREATE TABLE spend_limit_increase_requests (
    number           INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    organization_id  TEXT NOT NULL REFERENCES organizations (id),
    requested_by     TEXT NOT NULL REFERENCES members (id),
    limit_number     INTEGER NOT NULL REFERENCES spend_limits (number),
    amount_nanos     INTEGER NOT NULL,
    reason           TEXT NOT NULL,
    status           INTEGER NOT NULL,
    created_at_ms    INTEGER NOT NULL,
    resolved_at_ms   INTEGER,
    resolved_by_type TEXT,
    resolved_by      TEXT,
    approved_nanos   INTEGER,
    grant_id         TEXT
);
CREATE INDEX spend_limit_increase_requests_pending ON spend_limit_increase_requests (requested_by) WHERE status = 0;
