-- Who may do what. Rights are never stored: they follow from roles, memberships and assignments at each call.

-- version grows with every change of the member's roles: a change that was decided on an older one is refused.
ALTER TABLE members ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
-- A member who left stays for history, under a folded address that no address can be, so that the real one is free again.
ALTER TABLE members ADD COLUMN removed_at_ms INTEGER;

-- owner_type 'organization': outlives its maker (member_id). 'user' and 'service_account': acts as owner_id, and ends with it.
-- scopes: JSON list of permission names that the key is held to; NULL: none beyond its owner's.
ALTER TABLE admin_keys ADD COLUMN owner_type TEXT NOT NULL DEFAULT 'organization';
ALTER TABLE admin_keys ADD COLUMN owner_id TEXT;
ALTER TABLE admin_keys ADD COLUMN scopes TEXT;
CREATE INDEX admin_keys_of_owner ON admin_keys (organization_id, owner_type, owner_id);

CREATE TABLE workspace_members (
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    member_id    TEXT NOT NULL REFERENCES members (id),
    role         INTEGER NOT NULL,
    added_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (workspace_id, member_id)
);
CREATE INDEX workspace_members_of_member ON workspace_members (member_id);

-- The secret is the acceptance token's: who holds it becomes the member.
CREATE TABLE invites (
    id              TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    email           TEXT NOT NULL,
    email_folded    TEXT NOT NULL,
    role            INTEGER NOT NULL,
    group_ids       TEXT NOT NULL,
    secret_id       TEXT NOT NULL UNIQUE,
    digest          BLOB NOT NULL,
    pepper_version  INTEGER NOT NULL,
    invited_by      TEXT,
    invited_at_ms   INTEGER NOT NULL,
    expires_at_ms   INTEGER NOT NULL,
    accepted_at_ms  INTEGER,
    accepted_as     TEXT,
    deleted_at_ms   INTEGER
);
CREATE INDEX invites_of_address ON invites (organization_id, email_folded);

CREATE TABLE service_accounts (
    id              TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name            TEXT NOT NULL,
    description     TEXT,
    role            INTEGER NOT NULL,
    created_at_ms   INTEGER NOT NULL,
    updated_at_ms   INTEGER NOT NULL,
    archived_at_ms  INTEGER,
    created_by      TEXT,
    updated_by      TEXT,
    archived_by     TEXT,
    UNIQUE (organization_id, name)
);

CREATE TABLE service_account_workspaces (
    workspace_id       TEXT NOT NULL REFERENCES workspaces (id),
    service_account_id TEXT NOT NULL REFERENCES service_accounts (id),
    role               INTEGER NOT NULL,
    created_by         TEXT,
    PRIMARY KEY (workspace_id, service_account_id)
);
CREATE INDEX service_account_workspaces_of_account ON service_account_workspaces (service_account_id);

CREATE TABLE rbac_groups (
    id              TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name            TEXT NOT NULL,
    description     TEXT,
    created_at_ms   INTEGER NOT NULL,
    updated_at_ms   INTEGER NOT NULL,
    UNIQUE (organization_id, name)
);

CREATE TABLE rbac_group_members (
    group_id    TEXT NOT NULL REFERENCES rbac_groups (id),
    member_id   TEXT NOT NULL REFERENCES members (id),
    added_at_ms INTEGER NOT NULL,
    PRIMARY KEY (group_id, member_id)
);
CREATE INDEX rbac_group_members_of_member ON rbac_group_members (member_id);

-- permissions: JSON list of names.
CREATE TABLE rbac_roles (
    id              TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name            TEXT NOT NULL,
    description     TEXT,
    permissions     TEXT NOT NULL,
    created_at_ms   INTEGER NOT NULL,
    updated_at_ms   INTEGER NOT NULL,
    UNIQUE (organization_id, name)
);

-- workspace_id '': in the whole organization. role_id is a custom role's, or the identifier of a workspace role.
CREATE TABLE role_assignments (
    id              TEXT PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    role_id         TEXT NOT NULL,
    principal_type  TEXT NOT NULL,
    principal_id    TEXT NOT NULL,
    workspace_id    TEXT NOT NULL,
    created_at_ms   INTEGER NOT NULL,
    UNIQUE (role_id, principal_type, principal_id, workspace_id)
);
CREATE INDEX role_assignments_of_principal ON role_assignments (principal_type, principal_id);
