-- What the checklist judges by, and what it found.

-- Environments that say where their services are. networks: JSON list of CIDR blocks.
CREATE TABLE environments (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name            TEXT NOT NULL,
    networks        TEXT NOT NULL,
    blocks          INTEGER NOT NULL,
    created_at_ms   INTEGER NOT NULL,
    updated_at_ms   INTEGER NOT NULL,
    PRIMARY KEY (organization_id, name)
) WITHOUT ROWID;

-- Books: a key was used from a network by a program. environment '': the caller was in no declared network.
CREATE TABLE key_sightings (
    key         INTEGER NOT NULL,
    network     TEXT NOT NULL,
    environment TEXT NOT NULL,
    client      TEXT NOT NULL,
    first_at_ms INTEGER NOT NULL,
    last_at_ms  INTEGER NOT NULL,
    PRIMARY KEY (key, network, environment, client)
) WITHOUT ROWID;

-- The upstream in the configuration, which was the only one until now.
ALTER TABLE upstreams ADD COLUMN is_default INTEGER NOT NULL DEFAULT 0;
UPDATE upstreams SET is_default = 1;

-- settings: JSON, only what differs from the defaults.
CREATE TABLE checklist_settings (
    organization_id TEXT PRIMARY KEY REFERENCES organizations (id),
    settings        TEXT NOT NULL
);

-- subject_id '': all that the control finds.
CREATE TABLE checklist_waivers (
    number          INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    control_id      TEXT NOT NULL,
    subject_id      TEXT NOT NULL,
    reason          TEXT NOT NULL,
    owner           TEXT NOT NULL REFERENCES members (id),
    ends_at_ms      INTEGER NOT NULL,
    created_at_ms   INTEGER NOT NULL
);
CREATE UNIQUE INDEX checklist_waivers_one ON checklist_waivers (organization_id, control_id, subject_id);

-- report: JSON, as the Admin API answers it.
CREATE TABLE checklist_runs (
    number          INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    at_ms           INTEGER NOT NULL,
    passed          INTEGER NOT NULL,
    warned          INTEGER NOT NULL,
    failed          INTEGER NOT NULL,
    waived          INTEGER NOT NULL,
    not_applicable  INTEGER NOT NULL,
    report          TEXT NOT NULL
);
CREATE INDEX checklist_runs_of_organization ON checklist_runs (organization_id, number);
