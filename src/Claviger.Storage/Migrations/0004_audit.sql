-- The audit log becomes a Merkle log, one an organization. Until now there was one organization a store, so its sequence numbers stay.
-- Entries of before are hashed when the store is opened: SQL can't.

CREATE TABLE audit_entries_by_organization (
    organization_id TEXT NOT NULL,
    sequence        INTEGER NOT NULL,
    at_ms           INTEGER NOT NULL,
    kind            INTEGER NOT NULL,
    outcome         INTEGER NOT NULL,
    actor_type      TEXT NOT NULL,
    actor_id        TEXT,
    target          TEXT NOT NULL,
    entry           BLOB NOT NULL,
    PRIMARY KEY (organization_id, sequence)
);
INSERT INTO audit_entries_by_organization (organization_id, sequence, at_ms, kind, outcome, actor_type, actor_id, target, entry)
SELECT organization_id, sequence, at_ms, kind, outcome, actor_type, actor_id, target, entry FROM audit_entries ORDER BY sequence;
DROP TABLE audit_entries;
ALTER TABLE audit_entries_by_organization RENAME TO audit_entries;
CREATE INDEX audit_entries_by_time ON audit_entries (organization_id, at_ms);
CREATE INDEX audit_entries_by_kind ON audit_entries (organization_id, kind, sequence);
CREATE INDEX audit_entries_by_actor ON audit_entries (organization_id, actor_id, sequence);
CREATE INDEX audit_entries_by_target ON audit_entries (organization_id, target, sequence);

-- Hashes of whole subtrees: 2^level leaves from position * 2^level on. Level 0 are the leaves; how many there are is the size of the log.
CREATE TABLE audit_nodes (
    organization_id TEXT NOT NULL,
    level           INTEGER NOT NULL,
    position        INTEGER NOT NULL,
    hash            BLOB NOT NULL,
    PRIMARY KEY (organization_id, level, position)
) WITHOUT ROWID;

-- The key that signs an organization's checkpoints; the newest version is in use, older ones are kept to show what they signed.
CREATE TABLE audit_signers (
    organization_id TEXT NOT NULL,
    version         INTEGER NOT NULL,
    public_key      TEXT NOT NULL,
    sealed          BLOB NOT NULL,
    created_at_ms   INTEGER NOT NULL,
    PRIMARY KEY (organization_id, version)
);

CREATE TABLE audit_checkpoints (
    organization_id TEXT NOT NULL,
    size            INTEGER NOT NULL,
    at_ms           INTEGER NOT NULL,
    note            TEXT NOT NULL,
    PRIMARY KEY (organization_id, size)
);

-- How far checkpoints have got outside: the newest size that a place has taken.
CREATE TABLE audit_pushes (
    organization_id TEXT NOT NULL,
    place           TEXT NOT NULL,
    size            INTEGER NOT NULL,
    at_ms           INTEGER NOT NULL,
    PRIMARY KEY (organization_id, place)
);

-- That somebody has read the log up to an entry.
CREATE TABLE audit_reviews (
    number          INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    organization_id TEXT NOT NULL,
    at_ms           INTEGER NOT NULL,
    up_to           INTEGER NOT NULL,
    actor_type      TEXT NOT NULL,
    actor_id        TEXT,
    member_id       TEXT,
    note            TEXT NOT NULL
);
CREATE INDEX audit_reviews_of_organization ON audit_reviews (organization_id, number);
