-- Rate limits. A tier is referred to by its name: the ones that ship are not in this table unless an organization laid its own figures over them.

ALTER TABLE organizations ADD COLUMN tier TEXT;
ALTER TABLE workspaces ADD COLUMN tier TEXT;
ALTER TABLE api_keys ADD COLUMN tier TEXT;
CREATE INDEX api_keys_of_tier ON api_keys (organization_id, tier) WHERE tier IS NOT NULL;

-- classes: JSON, limits by class and limiter, as the Admin API takes them.
CREATE TABLE tiers (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name            TEXT NOT NULL,
    display_name    TEXT NOT NULL,
    classes         TEXT NOT NULL,
    created_at_ms   INTEGER NOT NULL,
    updated_at_ms   INTEGER NOT NULL,
    PRIMARY KEY (organization_id, name)
) WITHOUT ROWID;

-- Limits that a workspace was given by itself, beside its tier.
CREATE TABLE workspace_rate_limits (
    workspace_id  TEXT NOT NULL REFERENCES workspaces (id),
    group_id      TEXT NOT NULL,
    limiter       INTEGER NOT NULL,
    value         INTEGER NOT NULL,
    updated_at_ms INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, group_id, limiter)
) WITHOUT ROWID;
