ALTER TABLE customers ADD COLUMN phone VARCHAR(40) NOT NULL DEFAULT '';
UPDATE customers SET phone = CONCAT(phone, '+1');
ALTER TABLE customers MODIFY COLUMN phone VARCHAR(60) NOT NULL DEFAULT 'none', ADD COLUMN city VARCHAR(60) AFTER name;
UPDATE customers SET visits = visits + 1, city = CONCAT(COALESCE(city, ''), 'Oslo');
ALTER TABLE customers ALTER COLUMN phone SET DEFAULT 'unknown';
UPDATE counters SET n = n + 1 WHERE id = 'c';
