CREATE TABLE dropped_one (a INT);
CREATE TABLE dropped_two (a INT);
CREATE TABLE dropped_three (a INT);
UPDATE counters SET n = n + 1 WHERE id = 'a';
-- evidence: 0 = SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '${flyway:database}' AND table_name IN ('dropped_one', 'dropped_two')
-- repair: CREATE TABLE IF NOT EXISTS dropped_one (a INT)
DROP TABLE dropped_one, dropped_two;
DROP TABLE IF EXISTS dropped_three, dropped_four;
CREATE TABLE IF NOT EXISTS kept (a INT NOT NULL);
INSERT INTO kept VALUES (1);
