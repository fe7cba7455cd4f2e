UPDATE counters SET n = n + 1 WHERE id = 'a';
INSERT INTO log (step) VALUES ('V24-one');
-- migrate:commit
UPDATE counters SET n = n + 1 WHERE id = 'b';
INSERT INTO log (step) VALUES ('V24-two');
-- migrate:commit
UPDATE counters SET n = n + 1 WHERE id = 'c';
INSERT INTO log (step) VALUES ('V24-three');
