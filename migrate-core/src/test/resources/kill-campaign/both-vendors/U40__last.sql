DROP VIEW everything;
DROP TABLE summary;
INSERT INTO log (step) VALUES ('U40');
