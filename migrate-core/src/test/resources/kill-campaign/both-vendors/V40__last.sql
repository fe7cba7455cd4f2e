CREATE TABLE summary (what VARCHAR(40) NOT NULL PRIMARY KEY, n BIGINT NOT NULL);
INSERT INTO summary SELECT CONCAT('counter ', id), n FROM counters;
INSERT INTO summary SELECT 'rows of the log', COUNT(*) FROM log;
CREATE VIEW everything AS SELECT s.what, s.n, c.n AS now FROM summary s LEFT JOIN counters c ON s.what = CONCAT('counter ', c.id);
ALTER TABLE summary ADD COLUMN more INT NOT NULL DEFAULT 0;
UPDATE summary SET more = more + 1;
