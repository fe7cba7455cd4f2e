INSERT INTO log (step, note) SELECT 'U33', SUM(hidden) FROM with_extras;
ALTER TABLE with_extras DROP INDEX extras_tags;
DROP TABLE with_extras;
