START TRANSACTION;
UPDATE counters SET n = n + 1 WHERE id = 'a';
UPDATE counters SET n = n + 1 WHERE id = 'b';
COMMIT;
INSERT INTO log (step) VALUES ('U23');
