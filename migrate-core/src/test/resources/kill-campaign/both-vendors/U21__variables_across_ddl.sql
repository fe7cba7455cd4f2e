SET @before = (SELECT more FROM counted);
DROP TABLE counted;
INSERT INTO log (step, note) VALUES ('U21', @before);
ALTER TABLE names DROP COLUMN note;
