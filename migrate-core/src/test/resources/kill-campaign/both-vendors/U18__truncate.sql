INSERT INTO staging VALUES (5);
TRUNCATE staging;
UPDATE counters SET n = n + 1 WHERE id = 'c';
DROP TABLE staging;
