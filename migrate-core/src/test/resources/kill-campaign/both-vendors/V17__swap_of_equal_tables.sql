CREATE TABLE twin_one (a INT NOT NULL PRIMARY KEY);
CREATE TABLE twin_two LIKE twin_one;
INSERT INTO twin_one VALUES (1);
INSERT INTO twin_two VALUES (2);
RENAME TABLE twin_one TO twin_tmp, twin_two TO twin_one, twin_tmp TO twin_two;
INSERT INTO log (step, note) SELECT 'V17', a FROM twin_one;
RENAME TABLE twin_one TO twin_tmp, twin_two TO twin_one, twin_tmp TO twin_two;
UPDATE twin_one SET a = a + 10;
RENAME TABLE twin_one TO twin_tmp, twin_two TO twin_one, twin_tmp TO twin_two;
