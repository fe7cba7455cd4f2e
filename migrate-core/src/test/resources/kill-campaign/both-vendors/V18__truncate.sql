CREATE TABLE staging (a INT NOT NULL);
INSERT INTO staging VALUES (1), (2), (3);
TRUNCATE TABLE staging;
INSERT INTO staging VALUES (4);
INSERT INTO log (step, note) SELECT 'V18', COUNT(*) FROM staging;
