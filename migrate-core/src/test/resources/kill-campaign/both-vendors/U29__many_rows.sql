DELETE FROM numbers WHERE n >= 1000;
UPDATE counters SET n = n + 1 WHERE id = 'a';
DROP TABLE numbers;
