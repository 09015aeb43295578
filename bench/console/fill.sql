-- An invented organization, written straight into a SQLite store of this schema. "scale" has one row: how much of everything, and when "now" is.
-- Numbers come from n by multiplication modulo a power of two, so that two runs make the same store. Calls are unevenly spread over keys: the
-- first tenth of a percent of them makes a tenth of all calls, and most keys make a few in two months.

-- Nano-dollars a token.
CREATE TEMP TABLE prices (model INTEGER PRIMARY KEY, id TEXT, input INTEGER, output INTEGER);
INSERT INTO prices VALUES (1, 'claude-haiku-4-5', 1000, 5000), (2, 'claude-sonnet-4-5', 3000, 15000), (3, 'claude-opus-4-5', 5000, 25000), (4, 'claude-opus-4-1', 15000, 75000);
INSERT INTO models (number, id) SELECT model, id FROM prices;

INSERT INTO workspaces (number, id, organization_id, name, environment, is_default, display_color, tags, created_at_ms)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n, scale WHERE i < workspace_count)
SELECT 100 + i, printf('wrkspc_01%022d', i), organization, printf('Team %03d', i), CASE i % 3 WHEN 0 THEN 'production' WHEN 1 THEN 'staging' ELSE 'development' END, 0, '#6C5BB9', '{}', now_ms - 100 * 86400000
FROM n, scale;

INSERT INTO members (id, organization_id, email, email_folded, name, role, added_at_ms)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n, scale WHERE i < member_count)
SELECT printf('user_01%022d', i), organization, printf('person.%05d@example.com', i), printf('person.%05d@example.com', i), printf('Person %05d', (i * 7919) % 100000), 0, now_ms - 100 * 86400000 FROM n, scale;

INSERT INTO workspace_members (workspace_id, member_id, role, added_at_ms)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n, scale WHERE i < member_count)
SELECT printf('wrkspc_01%022d', 1 + (i * 31 + twice * 17) % workspace_count), printf('user_01%022d', i), 0, now_ms - 90 * 86400000 FROM n, scale, (SELECT 0 AS twice UNION ALL SELECT 1);

INSERT INTO principals (number, type, id)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n, scale WHERE i < member_count)
SELECT 100 + i, 'user', printf('user_01%022d', i) FROM n;

INSERT INTO api_keys (number, id, organization_id, workspace_id, name, service, environment, owner_type, owner_id, created_by, created_at_ms, status, models, networks, secret_hint, personal)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n, scale WHERE i < key_count)
SELECT i, printf('apikey_01%022d', i), organization, printf('wrkspc_01%022d', 1 + (i * 48271) % workspace_count), printf('prod-svc-%06d', i), printf('svc-%06d', i), 'production',
    'user', printf('user_01%022d', 1 + (i * 16807) % member_count), printf('user_01%022d', 1 + (i * 16807) % member_count), now_ms - 95 * 86400000 + i, CASE WHEN i % 50 = 7 THEN 1 ELSE 0 END, '[]', '[]', printf('sk-…%04d', i % 10000), 0
FROM n, scale;

-- One in a hundred is older than a quarter.
INSERT INTO api_key_secrets (secret_id, key_id, digest, pepper_version, created_at_ms, hint, last_used_at_ms)
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n, scale WHERE i < key_count)
SELECT printf('%011d', i), printf('apikey_01%022d', i), randomblob(32), pepper, now_ms - (CASE WHEN i % 100 = 3 THEN 91 + i % 30 ELSE 1 + (i * 69621) % 88 END) * 86400000 + i, printf('sk-…%04d', i % 10000), now_ms - (i % 3000) * 60000
FROM n, scale;

-- In order of their ids, which is the order of the table.
INSERT INTO usage (request_id, at_ms, workspace, key, owner, model, outcome, status, variant, input, cache_write5m, cache_write1h, cache_read, output, web_search, cost_nanos)
WITH RECURSIVE
    n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n, scale WHERE i + 1 < call_count),
    calls(i, at_ms, key, model, input, cache_write, cache_read, output) AS (
        SELECT i, now_ms - span_ms + CAST(i * (span_ms * 1.0 / call_count) AS INTEGER),
            1 + CAST((key_count - 1) * part * part * part AS INTEGER),
            1 + ((i * 40503) % 65536) % 4,
            200 + (i * 1103515245 + 12345) % 4000, CASE WHEN i % 4 = 0 THEN 1024 + i % 4096 ELSE 0 END, CASE WHEN i % 3 = 0 THEN 2048 + i % 16384 ELSE 0 END, 50 + (i * 22695477 + 1) % 1500
        FROM (SELECT i, ((i * 2654435761) % 4294967296) / 4294967296.0 AS part FROM n), scale)
SELECT unhex(printf('%012x%020x', at_ms, c.i)), at_ms, 101 + (c.key * 48271) % workspace_count, c.key, 101 + (c.key * 16807) % member_count,
    -- A key uses one model, and one of the others now and then.
    m.model, 0, 200, 0, c.input, c.cache_write, 0, c.cache_read, c.output, 0,
    c.input * m.input + c.cache_write * m.input * 5 / 4 + c.cache_read * m.input / 10 + c.output * m.output
FROM calls c, scale JOIN prices m ON m.model = CASE WHEN c.i % 20 = 0 THEN c.model ELSE 1 + c.key % 4 END;

INSERT INTO usage_hourly (bucket, workspace, key, owner, model, variant, requests, input, cache_write5m, cache_write1h, cache_read, output, web_search, cost_nanos)
SELECT at_ms / 3600000, workspace, key, owner, model, variant, COUNT(*), SUM(input), SUM(cache_write5m), 0, SUM(cache_read), SUM(output), 0, SUM(cost_nanos)
FROM usage GROUP BY 1, workspace, key, owner, model, variant;

INSERT INTO usage_daily (bucket, workspace, key, owner, model, variant, requests, input, cache_write5m, cache_write1h, cache_read, output, web_search, cost_nanos,
    input_nanos, cache_write5m_nanos, cache_write1h_nanos, cache_read_nanos, output_nanos, web_search_nanos)
SELECT u.bucket / 24, workspace, key, owner, u.model, variant, SUM(requests), SUM(u.input), SUM(cache_write5m), 0, SUM(cache_read), SUM(u.output), 0, SUM(cost_nanos),
    SUM(u.input) * m.input, SUM(cost_nanos) - SUM(u.input) * m.input - SUM(cache_read) * m.input / 10 - SUM(u.output) * m.output, 0, SUM(cache_read) * m.input / 10, SUM(u.output) * m.output, 0
FROM usage_hourly u JOIN prices m ON m.model = u.model GROUP BY 1, workspace, key, owner, u.model, variant;

INSERT INTO workspace_hourly
SELECT bucket, workspace, model, variant, SUM(requests), SUM(input), SUM(cache_write5m), SUM(cache_write1h), SUM(cache_read), SUM(output), SUM(web_search), SUM(cost_nanos)
FROM usage_hourly GROUP BY bucket, workspace, model, variant;

INSERT INTO workspace_daily
SELECT bucket, workspace, model, variant, SUM(requests), SUM(input), SUM(cache_write5m), SUM(cache_write1h), SUM(cache_read), SUM(output), SUM(web_search), SUM(cost_nanos),
    SUM(input_nanos), SUM(cache_write5m_nanos), SUM(cache_write1h_nanos), SUM(cache_read_nanos), SUM(output_nanos), SUM(web_search_nanos)
FROM usage_daily GROUP BY bucket, workspace, model, variant;

INSERT INTO key_monthly
SELECT CAST(strftime('%Y', bucket * 86400, 'unixepoch') AS INTEGER) * 12 + CAST(strftime('%m', bucket * 86400, 'unixepoch') AS INTEGER) - 1, workspace, key, owner, model,
    SUM(requests), SUM(input + cache_write5m + cache_write1h + cache_read + output), SUM(cost_nanos)
FROM usage_daily GROUP BY 1, workspace, key, owner, model;

-- A monthly cap on the organization, each workspace, and every tenth key; one in a hundred of those is nearly reached.
CREATE TEMP TABLE month AS SELECT CAST(strftime('%Y', now_ms / 1000, 'unixepoch') AS INTEGER) * 12 + CAST(strftime('%m', now_ms / 1000, 'unixepoch') AS INTEGER) - 1 AS bucket,
    CAST(strftime('%s', now_ms / 1000, 'unixepoch', 'start of month') AS INTEGER) * 1000 AS start_ms FROM scale;
CREATE TEMP TABLE caps AS
SELECT 0 AS type, o.id AS id, o.number AS number, (SELECT SUM(cost_nanos) FROM key_monthly, month WHERE key_monthly.bucket = month.bucket) AS spent FROM organizations o
UNION ALL SELECT 1, w.id, w.number, COALESCE((SELECT SUM(cost_nanos) FROM key_monthly k, month WHERE k.bucket = month.bucket AND k.workspace = w.number), 0) FROM workspaces w WHERE w.number > 100
UNION ALL SELECT 2, a.id, a.number, COALESCE((SELECT SUM(cost_nanos) FROM key_monthly k, month WHERE k.bucket = month.bucket AND k.workspace = w.number AND k.key = a.number), 0)
    FROM api_keys a JOIN workspaces w ON w.id = a.workspace_id WHERE a.number % 10 = 0;

INSERT INTO spend_limits (id, organization_id, scope_type, scope_id, scope_number, period, amount_nanos, mode, at_cap, created_at_ms, updated_at_ms, version)
SELECT printf('spl_01%022d', caps.rowid), organization, type, caps.id, caps.number, 2, spent * (CASE WHEN type = 2 AND caps.number % 1000 = 0 THEN 1 ELSE 2 + caps.number % 5 END) + 1000000000, 0, 0, now_ms - 50 * 86400000, now_ms - 50 * 86400000, caps.rowid
FROM caps, scale;
UPDATE limits_version SET version = (SELECT MAX(version) FROM spend_limits);
INSERT INTO limit_shares (limit_number, period_start_ms, node, posted_nanos, leased_nanos)
SELECT l.number, month.start_ms, 0, caps.spent, 0 FROM spend_limits l JOIN caps ON caps.type = l.scope_type AND caps.id = l.scope_id, month;

-- What the audit log says of the keys: as the program would have written it. Its tree of hashes is made when the program next opens the store.
CREATE TEMP TABLE log AS SELECT MAX(sequence) AS size FROM audit_entries;
INSERT INTO audit_entries (organization_id, sequence, at_ms, kind, outcome, actor_type, actor_id, target, entry)
SELECT organization, size + a.number, at_ms, 300, 0, 'user', a.created_by, a.id, CAST(printf(
    '{"sequence":%d,"at":"%s","organization_id":"%s","type":"platform_api_key_created","outcome":"done","actor":{"type":"user","id":"%s"},"target":"%s","detail":{"name":"%s","workspace_id":"%s","tier":null,"personal":false}}',
    size + a.number, strftime('%Y-%m-%dT%H:%M:%fZ', at_ms / 1000.0, 'unixepoch'), organization, a.created_by, a.id, a.name, a.workspace_id) AS BLOB)
FROM (SELECT *, created_at_ms AS at_ms FROM api_keys) a, scale, log ORDER BY a.number;

-- One key in ten was told about, of those one in a hundred still waits for an answer; one message in a hundred did not arrive.
INSERT INTO alert_rules (id, organization_id, name, kind, scope_type, scope_id, parameters, severity, channels, enabled, created_at_ms, updated_at_ms)
SELECT 'alrule_010000000000000000000001', organization, 'Old secrets', 'secret_age', 0, '', '{}', 1, '[]', 0, now_ms, now_ms FROM scale;
INSERT INTO alerts (number, id, organization_id, rule_id, rule_name, kind, severity, subject_type, subject_id, subject_name, workspace_id, owner_id, period, threshold, title, body, figures, urgency, told,
    created_at_ms, told_at_ms, resolved_at_ms)
SELECT a.number / 10, printf('alert_01%022d', a.number / 10), organization, 'alrule_010000000000000000000001', 'Old secrets', 'secret_age', 1, 'api_key', a.id, a.name, a.workspace_id, a.owner_id, '', '90',
    a.name || ' has a secret of 91 days', 'The policy is 90 days.', '{}', 0, 1, now_ms - 60000, now_ms - 60000, CASE WHEN a.number % 1000 = 0 THEN NULL ELSE now_ms END
FROM api_keys a, scale WHERE a.number % 10 = 0 ORDER BY a.number;
INSERT INTO alert_deliveries (number, id, organization_id, channel_id, alert_id, event, message, severity, status, attempts, next_at_ms, claimed_until_ms, created_at_ms, ended_at_ms)
SELECT number, printf('aldel_01%022d', number), organization_id, 'alch_010000000000000000000001', id, 0, printf(
    '{"Event":"alert.opened","AlertId":"%s","DedupKey":"%s","Severity":"warning","Title":"%s","Text":"%s","Figures":{},"At":"2026-01-01T00:00:00Z","Lines":[]}', id, id, title, body),
    1, CASE WHEN number % 100 = 0 THEN 2 ELSE 1 END, 1, 0, 0, created_at_ms, created_at_ms
FROM alerts;
