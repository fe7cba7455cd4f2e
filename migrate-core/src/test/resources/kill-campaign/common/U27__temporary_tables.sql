CREATE TEMPORARY TABLE picked AS SELECT id FROM customers;
INSERT INTO log (step, note) SELECT 'U27', COUNT(*) FROM picked;
