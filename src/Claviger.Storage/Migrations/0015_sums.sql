-- Sums of the sums, so that a report over many keys reads few rows. Written in the same transaction as the rows they sum.

-- All keys of a workspace together. bucket: UTC hours or days since 1970, as usage_hourly and usage_daily have it.
CREATE TABLE workspace_hourly (
    bucket        INTEGER NOT NULL,
    workspace     INTEGER NOT NULL,
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
    PRIMARY KEY (bucket, workspace, model, variant)
) WITHOUT ROWID;

CREATE TABLE workspace_daily (
    bucket              INTEGER NOT NULL,
    workspace           INTEGER NOT NULL,
    model               INTEGER NOT NULL,
    variant             INTEGER NOT NULL,
    requests            INTEGER NOT NULL,
    input               INTEGER NOT NULL,
    cache_write5m       INTEGER NOT NULL,
    cache_write1h       INTEGER NOT NULL,
    cache_read          INTEGER NOT NULL,
    output              INTEGER NOT NULL,
    web_search          INTEGER NOT NULL,
    cost_nanos          INTEGER NOT NULL,
    input_nanos         INTEGER NOT NULL,
    cache_write5m_nanos INTEGER NOT NULL,
    cache_write1h_nanos INTEGER NOT NULL,
    cache_read_nanos    INTEGER NOT NULL,
    output_nanos        INTEGER NOT NULL,
    web_search_nanos    INTEGER NOT NULL,
    PRIMARY KEY (bucket, workspace, model, variant)
) WITHOUT ROWID;

-- A key's whole month: nothing of it within the month can be more, which is how the largest of many are found. bucket: 12 * year + month - 1, UTC.
CREATE TABLE key_monthly (
    bucket     INTEGER NOT NULL,
    workspace  INTEGER NOT NULL,
    key        INTEGER NOT NULL,
    owner      INTEGER NOT NULL,
    model      INTEGER NOT NULL,
    requests   INTEGER NOT NULL,
    tokens     INTEGER NOT NULL,
    cost_nanos INTEGER NOT NULL,
    PRIMARY KEY (bucket, workspace, key, owner, model)
) WITHOUT ROWID;

INSERT INTO workspace_hourly
SELECT bucket, workspace, model, variant, SUM(requests), SUM(input), SUM(cache_write5m), SUM(cache_write1h), SUM(cache_read), SUM(output), SUM(web_search), SUM(cost_nanos)
FROM usage_hourly GROUP BY bucket, workspace, model, variant;

INSERT INTO workspace_daily
SELECT bucket, workspace, model, variant, SUM(requests), SUM(input), SUM(cache_write5m), SUM(cache_write1h), SUM(cache_read), SUM(output), SUM(web_search), SUM(cost_nanos),
    SUM(input_nanos), SUM(cache_write5m_nanos), SUM(cache_write1h_nanos), SUM(cache_read_nanos), SUM(output_nanos), SUM(web_search_nanos)
FROM usage_daily GROUP BY bucket, workspace, model, variant;

-- The month of a day in whole numbers, since the stores have no function for it in common: years begin in March here, so that the leap day is a year's last.
INSERT INTO key_monthly
SELECT m.month, u.workspace, u.key, u.owner, u.model, SUM(u.requests), SUM(u.input + u.cache_write5m + u.cache_write1h + u.cache_read + u.output), SUM(u.cost_nanos)
FROM usage_daily u JOIN (
    SELECT bucket, (era * 400 + year) * 12 + (5 * (day - (365 * year + year / 4 - year / 100)) + 2) / 153 + 2 AS month
    FROM (
        SELECT bucket, era, day, (day - day / 1460 + day / 36524 - day / 146096) / 365 AS year
        FROM (
            SELECT bucket, (bucket + 719468) / 146097 AS era, (bucket + 719468) % 146097 AS day FROM (SELECT DISTINCT bucket FROM usage_daily) AS days
        ) AS eras
    ) AS years
) AS m ON m.bucket = u.bucket
GROUP BY m.month, u.workspace, u.key, u.owner, u.model;

-- Whose keys they were; after the rows, because that is faster.
CREATE INDEX key_monthly_of_owner ON key_monthly (bucket, owner);
