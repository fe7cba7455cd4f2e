UPDATE counters SET n = n + 1 WHERE id = 'd';
DROP FUNCTION tax;
