-- Leaks: where a token was seen, and under which policy. A signed report carries no time, so whoever kept one could send it again and
-- again: what stands here changes nothing a second time. `token` is the public part (prefix and id), `place` a digest.
CREATE TABLE leak_sightings (
    token  TEXT    NOT NULL,
    place  TEXT    NOT NULL,
    policy INTEGER NOT NULL,
    at_ms  INTEGER NOT NULL,
    PRIMARY KEY (token, place, policy)
) STRICT;
