INSERT INTO log (step, note) SELECT 'U28', a FROM built;
DROP TABLE built;
