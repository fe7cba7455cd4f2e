UPDATE counters SET n = n + 1 WHERE id = 'a';
-- migrate:commit
UPDATE counters SET n = n + 1 WHERE id = 'b';
