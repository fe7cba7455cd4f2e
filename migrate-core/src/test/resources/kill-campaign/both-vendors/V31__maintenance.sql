OPTIMIZE TABLE numbers;
ANALYZE TABLE numbers, log;
CHECK TABLE numbers;
UPDATE counters SET n = n + 1 WHERE id = 'd';
ALTER TABLE numbers ENGINE = InnoDB;
ALTER TABLE numbers FORCE;
INSERT INTO log (step) VALUES ('V31');
