SET @ddl = 'ALTER TABLE names ADD COLUMN prepared INT NOT NULL DEFAULT 7';
PREPARE it FROM @ddl;
EXECUTE it;
DEALLOCATE PREPARE it;
SET @there = (SELECT COUNT(*) FROM information_schema.columns
  WHERE table_schema = DATABASE() AND table_name = 'names' AND column_name = 'prepared');
SET @dml = IF(@there = 1, 'UPDATE counters SET n = n + 1 WHERE id = ?', 'DO 0');
PREPARE it FROM @dml;
SET @id = 'c';
EXECUTE it USING @id;
EXECUTE it USING @id;
DEALLOCATE PREPARE it;
INSERT INTO log (step, note) SELECT 'V22', SUM(prepared) FROM names;
