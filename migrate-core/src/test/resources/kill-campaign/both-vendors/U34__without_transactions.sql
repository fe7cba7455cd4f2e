INSERT INTO log (step, note) SELECT 'U34', SUM(n) FROM plain;
DROP TABLE plain;
