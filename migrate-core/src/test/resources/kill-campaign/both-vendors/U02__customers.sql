INSERT INTO log (step) VALUES ('U02');
UPDATE counters SET n = n + 1 WHERE id = 'b';
DROP TABLE customers;
