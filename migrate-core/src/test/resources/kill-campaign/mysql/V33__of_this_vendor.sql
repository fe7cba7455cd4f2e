CREATE TABLE with_extras (a INT NOT NULL PRIMARY KEY, b VARCHAR(20), j JSON);
INSERT INTO with_extras VALUES (1, 'x', '{"n": 1}'), (2, 'y', '{"n": 2}');
CREATE INDEX extras_length ON with_extras ((LENGTH(b)));
ALTER TABLE with_extras ALTER INDEX extras_length INVISIBLE;
ALTER TABLE with_extras ADD COLUMN hidden INT NOT NULL DEFAULT 5 INVISIBLE;
UPDATE with_extras SET hidden = hidden + 1, j = JSON_SET(j, '$.n', j->'$.n' + 1);
CREATE INDEX extras_tags ON with_extras ((CAST(j->'$.tags' AS UNSIGNED ARRAY)));
ANALYZE TABLE with_extras UPDATE HISTOGRAM ON b WITH 4 BUCKETS;
INSERT INTO log (step, note) SELECT 'V33', SUM(hidden) FROM with_extras;
