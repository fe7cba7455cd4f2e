CREATE TABLE before_rename (a INT NOT NULL PRIMARY KEY);
INSERT INTO before_rename VALUES (1), (2);
RENAME TABLE before_rename TO after_rename;
UPDATE after_rename SET a = a + 10;
ALTER TABLE after_rename RENAME TO after_alter;
UPDATE after_alter SET a = a + 10;
