SET @ddl = 'ALTER TABLE names DROP COLUMN prepared';
PREPARE it FROM @ddl;
EXECUTE it;
DEALLOCATE PREPARE it;
UPDATE counters SET n = n + 1 WHERE id = 'c';
