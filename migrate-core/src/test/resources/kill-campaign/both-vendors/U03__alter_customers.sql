UPDATE counters SET n = n + 1 WHERE id = 'c';
UPDATE customers SET visits = visits - 1;
ALTER TABLE customers DROP COLUMN city;
INSERT INTO log (step) SELECT CONCAT('U03-', id) FROM customers WHERE visits = 1;
ALTER TABLE customers DROP COLUMN phone;
