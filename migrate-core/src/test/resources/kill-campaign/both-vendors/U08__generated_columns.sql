DROP INDEX orders_doubled ON orders;
ALTER TABLE orders DROP COLUMN doubled, DROP COLUMN cents;
UPDATE orders SET total = total - 1;
