INSERT INTO log (step, note) SELECT 'U36', CONCAT(SUM(one), ' ', SUM(dos)) FROM names;
ALTER TABLE names DROP COLUMN one;
ALTER TABLE names DROP COLUMN dos;
