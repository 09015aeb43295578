-- Spend limits. A share is what one node has posted and leased of one limit in one period; node 0 holds what belongs to no node:
-- what was spent before the limit was made, and corrections. For each limit and period the sum of posted and leased over all nodes
-- stays within the cap whenever something is granted; the sum of posted equals the usage rows it covers plus ledger_entries.

ALTER TABLE organizations ADD COLUMN time_zone TEXT NOT NULL DEFAULT 'UTC';
ALTER TABLE organizations ADD COLUMN spend_refusals INTEGER NOT NULL DEFAULT 0;

-- Whoever can own keys: the small number that usage rows carry of a member or service account.
CREATE TABLE principals (
    number INTEGER PRIMARY KEY,
    type   TEXT NOT NULL,
    id     TEXT NOT NULL,
    UNIQUE (type, id)
);
INSERT INTO principals (type, id) SELECT owner_type, owner_id FROM api_keys GROUP BY owner_type, owner_id ORDER BY MIN(number);

CREATE TABLE spend_limits (
    number             INTEGER PRIMARY KEY,
    id                 TEXT NOT NULL UNIQUE,
    organization_id    TEXT NOT NULL REFERENCES organizations (id),
    scope_type         INTEGER NOT NULL,
    scope_id           TEXT NOT NULL,
    scope_number       INTEGER NOT NULL,
    period             INTEGER NOT NULL,
    amount_nanos       INTEGER,
    mode               INTEGER NOT NULL,
    at_cap             INTEGER NOT NULL,
    suspended_until_ms INTEGER,
    created_at_ms      INTEGER NOT NULL,
    updated_at_ms      INTEGER NOT NULL,
    deleted_at_ms      INTEGER,
    version            INTEGER NOT NULL
);
CREATE UNIQUE INDEX spend_limits_one_live ON spend_limits (organization_id, scope_type, scope_id, period) WHERE deleted_at_ms IS NULL;
CREATE INDEX spend_limits_by_version ON spend_limits (version);

CREATE TABLE spend_grants (
    number        INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    limit_number  INTEGER NOT NULL REFERENCES spend_limits (number),
    amount_nanos  INTEGER NOT NULL,
    starts_at_ms  INTEGER NOT NULL,
    ends_at_ms    INTEGER NOT NULL,
    reason        TEXT,
    created_at_ms INTEGER NOT NULL
);
CREATE INDEX spend_grants_of_limit ON spend_grants (limit_number, starts_at_ms);

-- One row. version grows with every change of a limit, a grant or the time zone: the books look at it before each batch.
CREATE TABLE limits_version (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL
);
INSERT INTO limits_version (one, version) VALUES (1, 0);

-- A process that keeps books. A start takes a new epoch: whoever still runs under an older one can write nothing more.
-- boot_id tells whether the machine went down under the last epoch: then what was only in memory is unknown.
CREATE TABLE ledger_nodes (
    number        INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    epoch         INTEGER NOT NULL,
    boot_id       TEXT NOT NULL,
    renewed_at_ms INTEGER NOT NULL
);

CREATE TABLE limit_shares (
    limit_number    INTEGER NOT NULL,
    period_start_ms INTEGER NOT NULL,
    node            INTEGER NOT NULL,
    posted_nanos    INTEGER NOT NULL,
    leased_nanos    INTEGER NOT NULL,
    PRIMARY KEY (limit_number, period_start_ms, node)
) WITHOUT ROWID;
CREATE INDEX limit_shares_leased ON limit_shares (node) WHERE leased_nanos <> 0;

-- A demand that was refused while another node held unused headroom: the others look here.
CREATE TABLE limit_wants (
    limit_number    INTEGER NOT NULL,
    period_start_ms INTEGER NOT NULL,
    node            INTEGER NOT NULL,
    at_ms           INTEGER NOT NULL,
    PRIMARY KEY (limit_number, period_start_ms, node)
) WITHOUT ROWID;

-- What moves a limit's posted sum besides usage rows. kind 1: the remainder of a lease whose fate a power cut left unknown, open until
-- somebody says what of it was spent. kind 2: such an answer (the correction).
CREATE TABLE ledger_entries (
    number          INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    limit_number    INTEGER NOT NULL,
    period_start_ms INTEGER NOT NULL,
    kind            INTEGER NOT NULL,
    nanos           INTEGER NOT NULL,
    at_ms           INTEGER NOT NULL,
    resolves        INTEGER REFERENCES ledger_entries (number),
    resolved_at_ms  INTEGER
);
CREATE INDEX ledger_entries_of_limit ON ledger_entries (limit_number, period_start_ms);
CREATE INDEX ledger_entries_open ON ledger_entries (number) WHERE kind = 1 AND resolved_at_ms IS NULL;

ALTER TABLE batches ADD COLUMN owner INTEGER NOT NULL DEFAULT 0;
UPDATE batches SET owner = COALESCE((SELECT p.number FROM api_keys k JOIN principals p ON p.type = k.owner_type AND p.id = k.owner_id WHERE k.number = batches.key), 0)
WHERE settled_at_ms IS NULL;

-- Who owned the key at the time. Rows of before know only who owns it now.
ALTER TABLE usage ADD COLUMN owner INTEGER NOT NULL DEFAULT 0;
UPDATE usage SET owner = COALESCE((SELECT p.number FROM api_keys k JOIN principals p ON p.type = k.owner_type AND p.id = k.owner_id WHERE k.number = usage.key), 0);

CREATE TABLE usage_hourly_by_owner (
    bucket        INTEGER NOT NULL,
    workspace     INTEGER NOT NULL,
    key           INTEGER NOT NULL,
    owner         INTEGER NOT NULL,
    model         INTEGER NOT NULL,
    variant       INTEGER NOT NULL,
    requests      INTEGER NOT NULL,
    input         INTEGER NOT NULL,
    cache_write5m INTEGER NOT NULL,
    cache_write1h INTEGER NOT NULL,
    cache_read    INTEGER NOT NULL,
    output        INTEGER NOT NULL,
    web_search    INTEGER NOT NULL,
    cost_nanos    INTEGER NOT NULL,
    PRIMARY KEY (bucket, workspace, key, owner, model, variant)
) WITHOUT ROWID;
INSERT INTO usage_hourly_by_owner
SELECT u.bucket, u.workspace, u.key, COALESCE(p.number, 0), u.model, u.variant, u.requests, u.input, u.cache_write5m, u.cache_write1h, u.cache_read, u.output, u.web_search, u.cost_nanos
FROM usage_hourly u LEFT JOIN api_keys k ON k.number = u.key LEFT JOIN principals p ON p.type = k.owner_type AND p.id = k.owner_id;
DROP TABLE usage_hourly;
ALTER TABLE usage_hourly_by_owner RENAME TO usage_hourly;

CREATE TABLE usage_daily_by_owner (
    bucket        INTEGER NOT NULL,
    workspace     INTEGER NOT NULL,
    key           INTEGER NOT NULL,
    owner         INTEGER NOT NULL,
    model         INTEGER NOT NULL,
    variant       INTEGER NOT NULL,
    requests      INTEGER NOT NULL,
    input         INTEGER NOT NULL,
    cache_write5m INTEGER NOT NULL,
    cache_write1h INTEGER NOT NULL,
    cache_read    INTEGER NOT NULL,
    output        INTEGER NOT NULL,
    web_search    INTEGER NOT NULL,
    cost_nanos    INTEGER NOT NULL,
    PRIMARY KEY (bucket, workspace, key, owner, model, variant)
) WITHOUT ROWID;
INSERT INTO usage_daily_by_owner
SELECT u.bucket, u.workspace, u.key, COALESCE(p.number, 0), u.model, u.variant, u.requests, u.input, u.cache_write5m, u.cache_write1h, u.cache_read, u.output, u.web_search, u.cost_nanos
FROM usage_daily u LEFT JOIN api_keys k ON k.number = u.key LEFT JOIN principals p ON p.type = k.owner_type AND p.id = k.owner_id;
DROP TABLE usage_daily;
ALTER TABLE usage_daily_by_owner RENAME TO usage_daily;
