CREATE TABLE numbers (n INT NOT NULL PRIMARY KEY, batch INT NOT NULL DEFAULT 0);
INSERT INTO numbers (n) VALUES
  (0), (1), (2), (3), (4), (5), (6), (7), (8), (9),
  (10), (11), (12), (13), (14), (15), (16), (17), (18), (19);
INSERT INTO numbers (n)
  SELECT 20 + a.n * 20 + b.n FROM numbers a JOIN numbers b WHERE a.n < 20 AND b.n < 20;
INSERT INTO numbers (n)
  SELECT 1000 + a.n FROM numbers a WHERE a.n < 420;
UPDATE numbers SET batch = batch + 1 WHERE n < 500;
INSERT INTO log (step, note) SELECT 'V29', CONCAT(COUNT(*), ' ', SUM(batch)) FROM numbers;
