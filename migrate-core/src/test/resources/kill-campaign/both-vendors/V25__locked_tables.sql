LOCK TABLES counters WRITE, log WRITE;
-- evidence: 1 = SELECT COUNT(*) FROM log WHERE step = 'V25'
UPDATE counters SET n = n + 1 WHERE id = 'd';
INSERT INTO log (step) VALUES ('V25');
UNLOCK TABLES;
UPDATE counters SET n = n + 1 WHERE id = 'a';
