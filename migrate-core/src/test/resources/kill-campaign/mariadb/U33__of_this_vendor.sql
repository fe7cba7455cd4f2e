DROP TABLE replaced;
DROP TABLE versioned;
UPDATE counters SET n = n + 1 WHERE id = 'b';
DROP TABLE with_ids;
DROP SEQUENCE ids;
