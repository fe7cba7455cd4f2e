CREATE TABLE counters (id VARCHAR(20) NOT NULL PRIMARY KEY, n INT NOT NULL);
CREATE TABLE log (step VARCHAR(40) NOT NULL, note VARCHAR(255));
INSERT INTO counters VALUES ('a', 0), ('b', 0), ('c', 0), ('d', 0);
UPDATE counters SET n = n + 1 WHERE id = 'a';
INSERT INTO log (step) VALUES ('V01');
