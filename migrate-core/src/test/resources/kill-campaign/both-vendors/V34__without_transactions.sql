CREATE TABLE plain (n INT NOT NULL) ENGINE = MyISAM;
-- evidence: 1 = SELECT COUNT(*) FROM plain WHERE n = 1
INSERT INTO plain VALUES (1);
-- evidence: 1 = SELECT COUNT(*) FROM plain WHERE n = 11
UPDATE plain SET n = n + 10;
UPDATE counters SET n = n + 1 WHERE id = 'c';
ALTER TABLE plain ENGINE = InnoDB;
UPDATE plain SET n = n + 1;
