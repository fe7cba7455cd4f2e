SET foreign_key_checks = 0;
DROP TABLE parents;
DROP TABLE children;
SET foreign_key_checks = 1;
UPDATE counters SET n = n + 1 WHERE id = 'b';
DROP TABLE short_texts;
