-- The console: who is signed in, and how.

-- digest: SHA-256 of the token in the cookie (256 random bits). method: 0 link, 1 password, 2 admin key.
CREATE TABLE console_sessions (
    digest              BLOB PRIMARY KEY,
    id                  TEXT NOT NULL UNIQUE,
    organization_id     TEXT NOT NULL REFERENCES organizations (id),
    member_id           TEXT NOT NULL REFERENCES members (id),
    method              INTEGER NOT NULL,
    admin_key_id        TEXT,
    created_at_ms       INTEGER NOT NULL,
    last_seen_at_ms     INTEGER NOT NULL,
    authenticated_at_ms INTEGER NOT NULL,
    address             TEXT,
    user_agent          TEXT
) WITHOUT ROWID;
CREATE INDEX console_sessions_member ON console_sessions (member_id);
CREATE INDEX console_sessions_seen ON console_sessions (last_seen_at_ms);

-- One use each. digest: SHA-256 of the token (256 random bits).
CREATE TABLE sign_in_links (
    digest          BLOB PRIMARY KEY,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    member_id       TEXT NOT NULL REFERENCES members (id),
    created_at_ms   INTEGER NOT NULL,
    expires_at_ms   INTEGER NOT NULL
) WITHOUT ROWID;

-- Local passwords. authenticator: sealed TOTP secret; authenticator_step: the newest 30-second step whose code was taken.
CREATE TABLE local_accounts (
    member_id          TEXT PRIMARY KEY REFERENCES members (id),
    password_hash      TEXT NOT NULL,
    password_set_at_ms INTEGER NOT NULL,
    authenticator      BLOB,
    authenticator_step INTEGER NOT NULL,
    failures           INTEGER NOT NULL,
    locked_until_ms    INTEGER
) WITHOUT ROWID;

-- Pages of keys by name and by service, and from the newest, however many there are.
CREATE INDEX api_keys_by_name ON api_keys (organization_id, name, number);
CREATE INDEX api_keys_by_service ON api_keys (organization_id, service);

-- The calendar of rotations by the age of current secrets; alerts of one kind; the messages of one alert, and those of one status.
CREATE INDEX api_key_secrets_current ON api_key_secrets (created_at_ms, secret_id) WHERE ends_at_ms IS NULL;
CREATE INDEX alerts_of_kind ON alerts (organization_id, kind, number);
CREATE INDEX alert_deliveries_of_alert ON alert_deliveries (alert_id, number);
CREATE INDEX alert_deliveries_of_status ON alert_deliveries (organization_id, status, number);

-- Pages of admin keys, from the newest.
CREATE INDEX admin_keys_newest ON admin_keys (organization_id, created_at_ms, id);

-- Pages of people by name, and the invites that nobody has accepted.
CREATE INDEX members_by_name ON members (organization_id, lower(name), id) WHERE removed_at_ms IS NULL;
CREATE INDEX invites_open ON invites (organization_id, invited_at_ms, id) WHERE accepted_at_ms IS NULL AND deleted_at_ms IS NULL;
