-- Who is told, about what, and what was told.

-- settings: JSON, nothing secret. sealed: JSON of the address, key or secret. quiet_*: minutes of the local day; null: never quiet.
CREATE TABLE alert_channels (
    number           INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    organization_id  TEXT NOT NULL REFERENCES organizations (id),
    name             TEXT NOT NULL,
    type             INTEGER NOT NULL,
    settings         TEXT NOT NULL,
    sealed           BLOB,
    quiet_from       INTEGER,
    quiet_to         INTEGER,
    digest           INTEGER NOT NULL,
    enabled          INTEGER NOT NULL,
    created_at_ms    INTEGER NOT NULL,
    updated_at_ms    INTEGER NOT NULL,
    delivered_at_ms  INTEGER,
    failed_at_ms     INTEGER,
    failing_since_ms INTEGER,
    failures         INTEGER NOT NULL,
    last_error       TEXT,
    UNIQUE (organization_id, name)
);

-- channels: JSON list of ids. scope_id '': the whole organization.
CREATE TABLE alert_rules (
    number          INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name            TEXT NOT NULL,
    kind            TEXT NOT NULL,
    scope_type      INTEGER NOT NULL,
    scope_id        TEXT NOT NULL,
    parameters      TEXT NOT NULL,
    severity        INTEGER NOT NULL,
    channels        TEXT NOT NULL,
    repeat_hours    INTEGER,
    enabled         INTEGER NOT NULL,
    created_at_ms   INTEGER NOT NULL,
    updated_at_ms   INTEGER NOT NULL,
    UNIQUE (organization_id, name)
);

-- Alerts about a workspace go to these channels too.
CREATE TABLE alert_routes (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    workspace_id    TEXT NOT NULL REFERENCES workspaces (id),
    channels        TEXT NOT NULL,
    PRIMARY KEY (organization_id, workspace_id)
) WITHOUT ROWID;

-- The unique key is what makes an alert one: whatever nodes, restarts and clocks do. rule_id outlives its rule.
CREATE TABLE alerts (
    number             INTEGER PRIMARY KEY,
    id                 TEXT NOT NULL UNIQUE,
    organization_id    TEXT NOT NULL REFERENCES organizations (id),
    rule_id            TEXT NOT NULL,
    rule_name          TEXT NOT NULL,
    kind               TEXT NOT NULL,
    severity           INTEGER NOT NULL,
    subject_type       TEXT NOT NULL,
    subject_id         TEXT NOT NULL,
    subject_name       TEXT NOT NULL,
    workspace_id       TEXT,
    owner_id           TEXT,
    period             TEXT NOT NULL,
    threshold          TEXT NOT NULL,
    title              TEXT NOT NULL,
    body               TEXT NOT NULL,
    figures            TEXT NOT NULL,
    urgency            INTEGER NOT NULL,
    told               INTEGER NOT NULL,
    created_at_ms      INTEGER NOT NULL,
    told_at_ms         INTEGER NOT NULL,
    resolved_at_ms     INTEGER,
    acknowledged_at_ms INTEGER,
    acknowledged_by    TEXT,
    UNIQUE (rule_id, subject_id, period, threshold)
);
CREATE INDEX alerts_open ON alerts (organization_id, number) WHERE resolved_at_ms IS NULL;
CREATE INDEX alerts_of_organization ON alerts (organization_id, number);

-- One message to one channel. Its id goes out with every attempt, so that a receiver can tell a repetition. claimed_until_ms: one node sends at a time.
CREATE TABLE alert_deliveries (
    number           INTEGER PRIMARY KEY,
    id               TEXT NOT NULL UNIQUE,
    organization_id  TEXT NOT NULL REFERENCES organizations (id),
    channel_id       TEXT NOT NULL,
    alert_id         TEXT,
    event            INTEGER NOT NULL,
    message          TEXT NOT NULL,
    severity         INTEGER NOT NULL,
    status           INTEGER NOT NULL,
    attempts         INTEGER NOT NULL,
    next_at_ms       INTEGER NOT NULL,
    claimed_until_ms INTEGER NOT NULL,
    created_at_ms    INTEGER NOT NULL,
    ended_at_ms      INTEGER,
    last_error       TEXT
);
CREATE INDEX alert_deliveries_due ON alert_deliveries (next_at_ms) WHERE status = 0;
CREATE INDEX alert_deliveries_of_organization ON alert_deliveries (organization_id, number);

-- Weeks whose digest was written: once, whatever nodes and restarts do.
CREATE TABLE alert_digests (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    week_start_ms   INTEGER NOT NULL,
    PRIMARY KEY (organization_id, week_start_ms)
) WITHOUT ROWID;
