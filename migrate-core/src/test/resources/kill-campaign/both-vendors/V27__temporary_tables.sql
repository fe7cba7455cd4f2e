CREATE TEMPORARY TABLE picked (id INT NOT NULL PRIMARY KEY, name VARCHAR(100));
INSERT INTO picked SELECT id, name FROM customers WHERE id <= 3;
UPDATE picked SET name = CONCAT(name, '?');
INSERT INTO log (step, note) SELECT 'V27', name FROM picked;
UPDATE counters SET n = n + 1 WHERE id = 'c';
DROP TEMPORARY TABLE picked;
