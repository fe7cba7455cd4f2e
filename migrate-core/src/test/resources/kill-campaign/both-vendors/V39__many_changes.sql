UPDATE numbers SET batch = batch + 1;
INSERT INTO log (step, note) SELECT 'V39', SUM(batch) FROM numbers;
DELETE FROM numbers WHERE n >= 1300;
CREATE TABLE number_copies (n INT NOT NULL PRIMARY KEY, batch INT NOT NULL);
INSERT INTO number_copies SELECT n, batch + 1 FROM numbers;
UPDATE counters SET n = n + 1 WHERE id = 'a';
