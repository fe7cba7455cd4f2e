UPDATE counters SET n = n + 1 WHERE id = 'a';
DROP TABLE prices;
ALTER TABLE orders DROP CONSTRAINT total_positive;
UPDATE orders SET total = total - 1;
