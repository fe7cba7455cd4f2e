ANALYZE TABLE numbers;
UPDATE counters SET n = n + 1 WHERE id = 'd';
