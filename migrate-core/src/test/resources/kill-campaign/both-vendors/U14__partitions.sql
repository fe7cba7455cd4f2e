UPDATE counters SET n = n + 1 WHERE id = 'a';
DROP TABLE visits;
