-- Money is integer nano-dollars, time is Unix milliseconds, ids are text. "number" is the small stand-in that usage rows carry.

CREATE TABLE organizations (
    number        INTEGER PRIMARY KEY,
    id            TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL
);

CREATE TABLE members (
    id              TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    email           TEXT NOT NULL,
    email_folded    TEXT NOT NULL,
    name            TEXT NOT NULL,
    role            INTEGER NOT NULL,
    added_at_ms     INTEGER NOT NULL,
    UNIQUE (organization_id, email_folded)
);

CREATE TABLE upstreams (
    id              TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name            TEXT NOT NULL,
    base_url        TEXT NOT NULL,
    created_at_ms   INTEGER NOT NULL,
    UNIQUE (organization_id, name)
);

-- The newest version is in use; older ones stay until their wrapping key retires.
CREATE TABLE upstream_credentials (
    upstream_id   TEXT NOT NULL REFERENCES upstreams (id),
    version       INTEGER NOT NULL,
    sealed        BLOB NOT NULL,
    created_at_ms INTEGER NOT NULL,
    PRIMARY KEY (upstream_id, version)
);

CREATE TABLE workspaces (
    number          INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name            TEXT NOT NULL,
    environment     TEXT,
    is_default      INTEGER NOT NULL,
    display_color   TEXT NOT NULL,
    tags            TEXT NOT NULL,
    upstream_id     TEXT REFERENCES upstreams (id),
    created_at_ms   INTEGER NOT NULL,
    archived_at_ms  INTEGER
);
-- A name is free again once its workspace is archived.
CREATE UNIQUE INDEX workspaces_live_name ON workspaces (organization_id, name) WHERE archived_at_ms IS NULL;
CREATE UNIQUE INDEX workspaces_one_default ON workspaces (organization_id) WHERE is_default = 1;

CREATE TABLE api_keys (
    number             INTEGER PRIMARY KEY,
    id                 TEXT NOT NULL UNIQUE,
    organization_id    TEXT NOT NULL REFERENCES organizations (id),
    workspace_id       TEXT NOT NULL REFERENCES workspaces (id),
    name               TEXT NOT NULL,
    service            TEXT NOT NULL,
    environment        TEXT NOT NULL,
    owner_type         TEXT NOT NULL,
    owner_id           TEXT NOT NULL,
    created_by         TEXT REFERENCES members (id),
    created_at_ms      INTEGER NOT NULL,
    status             INTEGER NOT NULL,
    expires_at_ms      INTEGER,
    models             TEXT NOT NULL,
    networks           TEXT NOT NULL,
    max_tokens_ceiling INTEGER,
    secret_hint        TEXT NOT NULL
);
CREATE UNIQUE INDEX api_keys_live_name ON api_keys (organization_id, name) WHERE status <> 2;
CREATE INDEX api_keys_of_workspace ON api_keys (workspace_id, number);

CREATE TABLE api_key_secrets (
    secret_id      TEXT PRIMARY KEY,
    key_id         TEXT NOT NULL REFERENCES api_keys (id),
    digest         BLOB NOT NULL,
    pepper_version INTEGER NOT NULL,
    created_at_ms  INTEGER NOT NULL,
    ends_at_ms     INTEGER
);
CREATE INDEX api_key_secrets_of_key ON api_key_secrets (key_id);

CREATE TABLE admin_keys (
    id              TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name            TEXT NOT NULL,
    member_id       TEXT REFERENCES members (id),
    secret_id       TEXT NOT NULL UNIQUE,
    digest          BLOB NOT NULL,
    pepper_version  INTEGER NOT NULL,
    secret_hint     TEXT NOT NULL,
    status          INTEGER NOT NULL,
    created_at_ms   INTEGER NOT NULL,
    expires_at_ms   INTEGER
);

-- One row an act, in the transaction of the act. sequence has no gaps; entry holds the exact bytes that a Merkle leaf will hash.
CREATE TABLE audit_entries (
    sequence        INTEGER PRIMARY KEY,
    at_ms           INTEGER NOT NULL,
    organization_id TEXT NOT NULL,
    kind            INTEGER NOT NULL,
    outcome         INTEGER NOT NULL,
    actor_type      TEXT NOT NULL,
    actor_id        TEXT,
    target          TEXT NOT NULL,
    entry           BLOB NOT NULL
);

-- A row a commit: what tells every node to build a new snapshot.
CREATE TABLE changes (
    number         INTEGER PRIMARY KEY,
    at_ms          INTEGER NOT NULL,
    audit_sequence INTEGER NOT NULL
);

CREATE TABLE models (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE
);

-- request_id begins with the time of admission (48 bits, milliseconds), so its order is time order and at_ms needs no second index.
-- variant packs service tier (2 bits), geography (2), speed (1), context window over 200k (1).
CREATE TABLE usage (
    request_id    BLOB NOT NULL PRIMARY KEY,
    at_ms         INTEGER NOT NULL,
    workspace     INTEGER NOT NULL,
    key           INTEGER NOT NULL,
    model         INTEGER NOT NULL,
    outcome       INTEGER NOT NULL,
    status        INTEGER NOT NULL,
    variant       INTEGER NOT NULL,
    input         INTEGER NOT NULL,
    cache_write5m INTEGER NOT NULL,
    cache_write1h INTEGER NOT NULL,
    cache_read    INTEGER NOT NULL,
    output        INTEGER NOT NULL,
    web_search    INTEGER NOT NULL,
    cost_nanos    INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX usage_unresolved ON usage (request_id) WHERE outcome = 4;

-- Written in the same transaction as the rows they sum. bucket = start of the UTC hour or day, in Unix hours or days.
CREATE TABLE usage_hourly (
    bucket        INTEGER NOT NULL,
    workspace     INTEGER NOT NULL,
    key           INTEGER NOT NULL,
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
    PRIMARY KEY (bucket, workspace, key, model, variant)
) WITHOUT ROWID;

CREATE TABLE usage_daily (
    bucket        INTEGER NOT NULL,
    workspace     INTEGER NOT NULL,
    key           INTEGER NOT NULL,
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
    PRIMARY KEY (bucket, workspace, key, model, variant)
) WITHOUT ROWID;

-- Which workspace made a batch, file, skill … upstream: everyone else gets 404 for its id.
CREATE TABLE owned_objects (
    kind          INTEGER NOT NULL,
    id            TEXT NOT NULL,
    workspace     INTEGER NOT NULL,
    key           INTEGER NOT NULL,
    created_at_ms INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
) WITHOUT ROWID;

-- Batches that wait for their results to be booked. worst_case_nanos: from the lines, at submission.
CREATE TABLE batches (
    id               TEXT PRIMARY KEY,
    workspace        INTEGER NOT NULL,
    key              INTEGER NOT NULL,
    submitted_at_ms  INTEGER NOT NULL,
    requests         INTEGER NOT NULL,
    worst_case_nanos INTEGER NOT NULL,
    settled_at_ms    INTEGER
);
CREATE INDEX batches_unsettled ON batches (submitted_at_ms) WHERE settled_at_ms IS NULL;
