UPDATE numbers SET batch = batch - 1;
INSERT INTO log (step, note) SELECT 'U39', SUM(batch) FROM number_copies;
DROP TABLE number_copies;
